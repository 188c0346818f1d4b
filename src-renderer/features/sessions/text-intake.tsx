import { FileText } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { TextField } from '../../ui/text-field.tsx'
import styles from './intake.module.css'

/** Characters that one request takes, as the contract has it. */
const mostCharacters = 1_048_576

interface TextIntakeProps {
  readonly label: string
  readonly help: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (text: string) => void
}

/** A field for what somebody exported or copied: pasted, dropped as a file, or chosen as one. */
export function TextIntake({ label, help, placeholder, value, onChange }: TextIntakeProps) {
  const t = useText()
  const [isOver, setOver] = useState(false)
  const [isRefused, setRefused] = useState(false)

  const take = (text: string) => {
    setRefused(text.length > mostCharacters)
    if (text.length <= mostCharacters) onChange(text)
  }
  const read = async (file: File | undefined) => {
    if (file === undefined) return
    if (file.size > 4 * mostCharacters) setRefused(true)
    else take(await file.text())
  }
  const onDrag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }

  return (
    <fieldset
      className={classNames(styles.intake, isOver && styles.over)}
      onDragOver={onDrag}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        const [file] = event.dataTransfer.files
        // Text goes into the field by itself.
        if (file === undefined) return
        event.preventDefault()
        void read(file)
      }}
    >
      <TextField
        label={label}
        help={help}
        placeholder={placeholder}
        value={value}
        onChange={take}
        rows={6}
        autoFocus
        error={isRefused || value.length > mostCharacters ? t('sessions:intake.tooLarge') : null}
      />
      <FileTrigger onSelect={(files) => void read(files?.[0])}>
        <Button className={styles.choose} icon={<FileText aria-hidden />}>
          {t('sessions:intake.choose')}
        </Button>
      </FileTrigger>
    </fieldset>
  )
}
