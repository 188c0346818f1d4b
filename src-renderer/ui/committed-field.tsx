import { type ReactNode, useRef, useState } from 'react'
import { TextField } from './text-field.tsx'

interface CommittedFieldProps {
  readonly label: string
  readonly help?: string
  readonly value: string
  readonly placeholder?: string
  readonly error: string | null
  readonly beside?: ReactNode
  /** Called with another text than the value; whether that was taken. */
  readonly onCommit: (text: string) => Promise<boolean>
}

/** A text that counts on Enter or when the field is left, so that half of it is never tried. */
export function CommittedField({ value, onCommit, ...props }: CommittedFieldProps) {
  /** What is typed; null while the field shows the value. A refused text stays to be corrected. */
  const [draft, setDraft] = useState<string | null>(null)
  /** What is on its way: leaving the field right after Enter must not send it twice. */
  const sent = useRef<string | null>(null)
  return (
    <TextField
      {...props}
      value={draft ?? value}
      onChange={setDraft}
      onCommit={() => {
        if (draft === null || draft === value || draft === sent.current) return
        sent.current = draft
        void onCommit(draft).then((isTaken) => {
          sent.current = null
          if (isTaken) setDraft(null)
        })
      }}
    />
  )
}
