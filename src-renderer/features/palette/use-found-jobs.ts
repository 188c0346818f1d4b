import { useEffect, useState } from 'react'
import type { Job } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'

/** Typing must not ask for a list per letter. */
const askPauseMs = 120
const fewestCharacters = 2
const mostJobs = 8

/** The first downloads that hold what is typed. An answer to what is no longer typed is dropped. */
export function useFoundJobs(typed: string): readonly Job[] {
  const { findJobs } = useCore()
  const [found, setFound] = useState<readonly Job[]>([])
  const words = typed.trim()
  useEffect(() => {
    if (words.length < fewestCharacters) {
      setFound([])
      return
    }
    let isOver = false
    const timer = setTimeout(() => {
      void findJobs(words, mostJobs).then((jobs) => {
        if (!isOver && jobs !== null) setFound(jobs)
      })
    }, askPauseMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [findJobs, words])
  return found
}
