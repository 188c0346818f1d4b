import { CircleAlert, CircleCheck, TriangleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { extendAll, type Toast, type ToastLevel, withoutExpired } from '../../state/toasts.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ToastAnnouncer } from './toast-announcer.tsx'
import { toastText } from './toast-text.ts'
import styles from './toasts.module.css'

const tickMs = 500
const icons = { info: CircleCheck, warning: TriangleAlert, error: CircleAlert } as const satisfies Record<ToastLevel, unknown>

/** What finished and what failed, for a while; it stays as long as the pointer or the focus is on it. */
export function Toasts() {
  const { view, now } = useCore()
  const t = useText()
  const format = useFormat()
  const toasts = useView((state) => state.toasts)
  const [isHeld, setHeld] = useState(false)
  const hasToasts = toasts.length > 0

  useEffect(() => {
    if (isHeld || !hasToasts) return
    const timer = setInterval(() => view.setState((state) => ({ toasts: withoutExpired(state.toasts, now()) })), tickMs)
    return () => clearInterval(timer)
  }, [view, now, isHeld, hasToasts])

  const hold = () => setHeld(true)
  const release = () => {
    setHeld(false)
    view.setState((state) => ({ toasts: extendAll(state.toasts, now()) }))
  }
  const dismiss = (toast: Toast) =>
    view.setState((state) => ({ toasts: state.toasts.filter((other) => other.key !== toast.key) }))

  return (
    <section
      className={styles.region}
      aria-label={t('notices:label')}
      onMouseEnter={hold}
      onMouseLeave={release}
      onFocus={hold}
      onBlur={release}
    >
      <ul>
        {toasts.map((toast) => {
          const Icon = icons[toast.level]
          return (
            <li key={toast.key} className={classNames(styles.toast, styles[toast.level])}>
              <Icon aria-hidden className={styles.icon} />
              <span className={styles.text}>{toastText(t, format, toast)}</span>
              {toast.latest.kind === 'done' && <Undo undoId={toast.latest.undoId} />}
              <IconButton label={t('notices:dismiss')} icon={<X />} className={styles.dismiss} onPress={() => dismiss(toast)} />
            </li>
          )
        })}
      </ul>
      <ToastAnnouncer />
    </section>
  )
}

/** Undoes what was done; a line shows how long that is offered. */
function Undo({ undoId }: { readonly undoId: string }) {
  const { commands } = useCore()
  const t = useText()
  return (
    <>
      <Button variant="quiet" className={styles.undo} onPress={() => void commands.undo(undoId)}>
        {t('undo:action')}
      </Button>
      <span className={styles.time} aria-hidden />
    </>
  )
}
