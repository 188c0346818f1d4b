import { useEffect, useRef, useState } from 'react'
import { isWorthTelling, quarterOf } from '../../state/announcing.ts'
import { episodeName } from '../../state/item-text.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'

/** Tells those who do not see it how far the download is that the keyboard stands on, in steps of a quarter. */
export function ProgressAnnouncer() {
  const { live } = useCore()
  const t = useText()
  const format = useFormat()
  const ref = useView((state) => state.active?.ref ?? null)
  const quarter = useLive((state) => {
    const item = ref === null ? undefined : ref.kind === 'job' ? state.jobs.get(ref.id) : state.episodes.get(ref.id)
    return item === undefined ? null : quarterOf(item.progress)
  })
  const told = useRef<{ readonly id: string; readonly quarter: number } | null>(null)
  const [text, setText] = useState('')
  useEffect(() => {
    if (ref === null || quarter === null) return
    const now = { id: ref.id, quarter }
    if (isWorthTelling(told.current, now)) {
      const { jobs, episodes } = live.getState()
      const episode = episodes.get(ref.id)
      const name = episode === undefined ? (jobs.get(ref.id)?.title ?? '') : episodeName(episode)
      setText(t('command:progress', { name, progress: format.count(quarter) }))
    }
    told.current = now
  }, [ref, quarter, live, t, format])
  return (
    <div role="status" className="visually-hidden">
      {text}
    </div>
  )
}
