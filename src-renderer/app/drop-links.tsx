import { Cookie, Link } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCore, useView } from '../state/use-core.tsx'
import { useText } from '../state/use-text.ts'
import type { ViewState } from '../state/view-store.ts'
import styles from './app.module.css'
import { dropped, droppedCookies, isForField, keepsText } from './dropped-text.ts'

/**
 * Whatever is pasted or dropped anywhere in the window opens the dialog that adds it, or goes into that dialog where it is
 * open; among the sessions it is cookies.
 */
export function DropLinks() {
  const { view, memory } = useCore()
  const t = useText()
  const [isOver, setOver] = useState(false)
  const isCookies = useView(isAmongSessions)

  useEffect(() => {
    const take = async (data: DataTransfer) => {
      if (isAmongSessions(view.getState())) {
        const text = await droppedCookies(data)
        if (text.trim() === '' || view.getState().dialog !== null) return
        view.setState({ dialog: { kind: 'sessions', dialog: { kind: 'import', sessionId: null, seeker: null, text } } })
        return
      }
      const { text, files } = await dropped(data)
      if ((files === undefined && text.trim() === '') || !takesDrops(view.getState())) return
      void memory.endHint('paste')
      view.setState({ dialog: { kind: 'add', text, ...(files !== undefined && { files }) } })
    }
    const onPaste = (event: ClipboardEvent) => {
      if (keepsText(event.target) || event.clipboardData === null || !takesDrops(view.getState())) return
      event.preventDefault()
      void take(event.clipboardData)
    }
    const onDrag = (event: DragEvent) => {
      // Somebody else takes it.
      if (event.defaultPrevented) return
      const isFiles = event.dataTransfer?.types.includes('Files') === true
      // Text goes into a field where it is let go; a file would be opened in place of the window.
      if (keepsText(event.target) && !isFiles) return setOver(false)
      event.preventDefault()
      const isTaken = takesDrops(view.getState())
      if (!isTaken && event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none'
      setOver(isTaken)
    }
    const onDragLeave = (event: DragEvent) => {
      // Leaving one element for another inside the window is not leaving the window.
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      setOver(false)
      const { dataTransfer, defaultPrevented } = event
      if (dataTransfer === null || defaultPrevented || isForField(event.target, dataTransfer)) return
      event.preventDefault()
      if (takesDrops(view.getState())) void take(dataTransfer)
    }
    document.addEventListener('paste', onPaste)
    // Without the first one, what is let go right after it came over another element is refused.
    document.addEventListener('dragenter', onDrag)
    document.addEventListener('dragover', onDrag)
    document.addEventListener('dragleave', onDragLeave)
    document.addEventListener('drop', onDrop)
    return () => {
      document.removeEventListener('paste', onPaste)
      document.removeEventListener('dragenter', onDrag)
      document.removeEventListener('dragover', onDrag)
      document.removeEventListener('dragleave', onDragLeave)
      document.removeEventListener('drop', onDrop)
    }
  }, [view, memory])

  if (!isOver) return null
  return (
    <div className={styles.drop}>
      {isCookies ? <Cookie aria-hidden /> : <Link aria-hidden />}
      {t(isCookies ? 'sessions:drop' : 'common:drop')}
    </div>
  )
}

/** Any other dialog has the window to itself. */
function takesDrops({ dialog }: ViewState): boolean {
  return dialog === null || dialog.kind === 'add'
}

function isAmongSessions({ page, sessions, dialog }: ViewState): boolean {
  return page === 'sessions' && sessions.tab === 'sessions' && dialog === null
}
