import { Cookie, Link } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCore, useView } from '../state/use-core.tsx'
import { useText } from '../state/use-text.ts'
import type { OpenDialog, ViewState } from '../state/view-store.ts'
import styles from './app.module.css'
import { dropped, droppedCookies } from './dropped-text.ts'

/** Whatever is pasted or dropped anywhere in the window opens the dialog that adds it, filled in; among the sessions it is cookies. */
export function DropLinks() {
  const { view } = useCore()
  const t = useText()
  const [isOver, setOver] = useState(false)
  const isCookies = useView(isAmongSessions)

  useEffect(() => {
    const open = (text: string, dialog: OpenDialog) => {
      if (text.trim() !== '') show(dialog)
    }
    const show = (dialog: OpenDialog) => {
      if (view.getState().dialog === null) view.setState({ dialog })
    }
    const take = async (data: DataTransfer) => {
      if (isAmongSessions(view.getState())) {
        const text = await droppedCookies(data)
        open(text, { kind: 'sessions', dialog: { kind: 'import', sessionId: null, seeker: null, text } })
      } else {
        const { text, files } = await dropped(data)
        if (files === undefined) open(text, { kind: 'add', text })
        else show({ kind: 'add', text, files })
      }
    }
    const onPaste = (event: ClipboardEvent) => {
      if (isEditable(event.target) || event.clipboardData === null) return
      event.preventDefault()
      void take(event.clipboardData)
    }
    const onDrag = (event: DragEvent) => {
      if (isEditable(event.target)) return
      event.preventDefault()
      setOver(view.getState().dialog === null)
    }
    const onDragLeave = (event: DragEvent) => {
      // Leaving one element for another inside the window is not leaving the window.
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      setOver(false)
      if (isEditable(event.target) || event.dataTransfer === null) return
      event.preventDefault()
      void take(event.dataTransfer)
    }
    document.addEventListener('paste', onPaste)
    document.addEventListener('dragover', onDrag)
    document.addEventListener('dragleave', onDragLeave)
    document.addEventListener('drop', onDrop)
    return () => {
      document.removeEventListener('paste', onPaste)
      document.removeEventListener('dragover', onDrag)
      document.removeEventListener('dragleave', onDragLeave)
      document.removeEventListener('drop', onDrop)
    }
  }, [view])

  if (!isOver) return null
  return (
    <div className={styles.drop}>
      {isCookies ? <Cookie aria-hidden /> : <Link aria-hidden />}
      {t(isCookies ? 'sessions:drop' : 'common:drop')}
    </div>
  )
}

function isAmongSessions({ page, sessions }: ViewState): boolean {
  return page === 'sessions' && sessions.tab === 'sessions'
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}
