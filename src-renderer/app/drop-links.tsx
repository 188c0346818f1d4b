import { Link } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCore } from '../state/use-core.tsx'
import { useText } from '../state/use-text.ts'
import styles from './app.module.css'
import { droppedText } from './dropped-text.ts'

/** Links pasted or dropped anywhere in the window open the dialog that adds them, filled in. */
export function DropLinks() {
  const { view } = useCore()
  const t = useText()
  const [isOver, setOver] = useState(false)

  useEffect(() => {
    const add = (text: string) => {
      if (text.trim() !== '' && view.getState().dialog === null) view.setState({ dialog: { kind: 'add', text } })
    }
    const onPaste = (event: ClipboardEvent) => {
      if (isEditable(event.target) || event.clipboardData === null) return
      event.preventDefault()
      void droppedText(event.clipboardData).then(add)
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
      void droppedText(event.dataTransfer).then(add)
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
      <Link aria-hidden />
      {t('common:drop')}
    </div>
  )
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}
