import { FileText } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { htmlLinks } from '../../state/html-links.ts'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
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

/** The one field for whatever somebody has: typed, pasted, dropped, or chosen as files. */
export function SourceField({ value, onChange, onFiles }: SourceFieldProps) {
  const t = useText()
  const [isOver, setOver] = useState(false)

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
    // biome-ignore lint/a11y/noStaticElementInteractions: what can be dropped can be pasted and chosen too.
    <div
      className={classNames(styles.intake, isOver && styles.over)}
      onPasteCapture={onPaste}
      onDragOver={(event: DragEvent) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        setOver(false)
        // Text goes into the field by itself.
        if (event.dataTransfer.files.length === 0) return
        event.preventDefault()
        onFiles([...event.dataTransfer.files])
      }}
    >
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
