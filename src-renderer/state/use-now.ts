import { useEffect, useState } from 'react'
import { useCore } from './use-core.tsx'

/** Less than a minute, so that what was just told of is never in the future. */
const tickMs = 30_000

/** Milliseconds since the epoch, half a minute old at most where nothing else is said: for times that are told relative to now. */
export function useNow(everyMs = tickMs): number {
  const { now } = useCore()
  const [shown, setShown] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setShown(now()), everyMs)
    return () => clearInterval(timer)
  }, [now, everyMs])
  return shown
}
