import { FileText } from 'lucide-react'
import type { ClipboardEvent } from 'react'
import { FileTrigger } from 'react-aria-components'
import { htmlLinks } from '../../state/html-links.ts'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './add-dialog.module.css'
import { readLinks } from './read-links.ts'
import { mostRead } from './recognised.ts'

interface SourceFieldProps {
  readonly value: string
  readonly onChange: (text: string) => void
  /** Files, or a text that is too long for a field. */
  readonly onFiles: (files: readonly File[]) => void
}

/** The one field for whatever somebody has: typed, pasted, or chosen as files. What is dropped comes from the window. */
export function SourceField({ value, onChange, onFiles }: SourceFieldProps) {
  const t = useText()

  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    const text = event.clipboardData.getData('text/plain')
    if (text === '' && files.length > 0) {
      event.preventDefault()
      onFiles(files)
    } else if (text.length > mostRead) {
      event.preventDefault()
      onFiles([pastedFile(text)])
    } else if (value === '' && readLinks(text).links.length === 0) {
      // The words of a page that was copied: their addresses are in its markup.
      const links = htmlLinks(event.clipboardData.getData('text/html'))
      if (links === null) return
      event.preventDefault()
      onChange(links)
    }
  }

  return (
    <div className={styles.intake} onPasteCapture={onPaste}>
      <FileTrigger
        allowsMultiple
        onSelect={(files) => {
          if (files !== null && files.length > 0) onFiles([...files])
        }}
      >
        <Button variant="quiet" className={styles.fromFile} icon={<FileText aria-hidden />}>
          {t('add:fromFile')}
        </Button>
      </FileTrigger>
      <TextField
        label={t('add:links')}
        value={value}
        onChange={onChange}
        rows={7}
        autoFocus
        placeholder={t('add:linksPlaceholder')}
        help={t('add:linksHelp')}
      />
    </div>
  )
}

/** A text that no field should hold. */
export function pastedFile(text: string): File {
  return new File([text], '')
}
