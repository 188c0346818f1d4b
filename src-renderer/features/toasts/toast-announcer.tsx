import { useEffect, useRef, useState } from 'react'
import { untold } from '../../state/announcing.ts'
import { useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { toastText } from './toast-text.ts'

/** What comes one after the other is told together: a message whose number grows is not read out for each one. */
const pauseMs = 3_000

/** Reads messages out to those who do not see them, at most every three seconds. */
export function ToastAnnouncer() {
  const t = useText()
  const format = useFormat()
  const toasts = useView((state) => state.toasts)
  const [text, setText] = useState('')
  const told = useRef<ReadonlyMap<string, string>>(new Map())
  const toldAtMs = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const texts = new Map(toasts.map((toast) => [toast.key, toastText(t, format, toast)]))
    const news = untold(told.current, texts)
    if (news.length === 0) return
    const timer = setTimeout(
      () => {
        toldAtMs.current = performance.now()
        told.current = texts
        setText(news.join(' '))
      },
      Math.max(0, toldAtMs.current + pauseMs - performance.now()),
    )
    return () => clearTimeout(timer)
  }, [toasts, t, format])
  return (
    <div role="status" className="visually-hidden">
      {text}
    </div>
  )
}
