import { useState } from 'react'
import { useFormat, useText } from '../../state/use-text.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readHeaders } from './read-headers.ts'

interface OwnHeadersProps {
  readonly value: string
  /** What the core says against them; null where nothing. */
  readonly error: string | null
  readonly onChange: (text: string) => void
}

/** Header fields that go with each request of the job; out of sight until somebody wants them. */
export function OwnHeaders({ value, error, onChange }: OwnHeadersProps) {
  const t = useText()
  const format = useFormat()
  const [isOpen, setOpen] = useState(value !== '')
  const { badLine } = readHeaders(value)
  return (
    <Disclosure title={t('add:headers.title')} isOpen={isOpen || error !== null} onToggle={setOpen}>
      <TextField
        label={t('add:headers.label')}
        help={t('add:headers.help')}
        placeholder={t('add:headers.placeholder')}
        value={value}
        rows={3}
        onChange={onChange}
        error={badLine === null ? error : t('add:headers.badLine', { line: format.count(badLine) })}
      />
    </Disclosure>
  )
}
