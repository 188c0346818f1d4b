import { useEffect, useRef, useState } from 'react'
import { focusTable } from '../../state/table-focus.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import styles from './rename-field.module.css'

/**
 * A job's title, to be changed where it stands. Enter keeps it, and so does whatever takes the focus away; Escape leaves
 * it as it was. A job always has a title: an empty one is no answer.
 */
export function RenameField({ jobId, name }: { readonly jobId: string; readonly name: string }) {
  const { rowActions } = useCore()
  const t = useText()
  const [title, setTitle] = useState(name)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus({ preventScroll: true })
    field.current?.select()
  }, [])
  const isEmpty = title.trim() === ''
  return (
    <input
      ref={field}
      className={styles.field}
      value={title}
      dir="auto"
      spellCheck={false}
      autoComplete="off"
      aria-label={t('table:rename')}
      aria-invalid={isEmpty}
      title={isEmpty ? t('table:renameEmpty') : undefined}
      onChange={(event) => setTitle(event.target.value)}
      onKeyDown={(event) => {
        // The list's own keys are letters too.
        event.stopPropagation()
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
          if (isEmpty) return
          rowActions.endRename(title.trim() === name ? null : { jobId, title: title.trim() })
          focusTable()
        } else if (event.key === 'Escape') {
          event.preventDefault()
          rowActions.endRename(null)
          focusTable()
        }
      }}
      onBlur={() => rowActions.endRename(isEmpty || title.trim() === name ? null : { jobId, title: title.trim() })}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onContextMenu={(event) => event.stopPropagation()}
    />
  )
}
