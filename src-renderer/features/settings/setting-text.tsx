import { type ReactNode, useRef, useState } from 'react'
import type { SettingsPatch } from '../../../src-preload/contract/index.ts'
import { TextField } from '../../ui/text-field.tsx'
import { useSetting } from './use-setting.ts'

interface SettingTextProps {
  readonly label: string
  readonly help: string
  readonly value: string
  readonly patch: (value: string) => SettingsPatch
  readonly beside?: ReactNode
}

/** A setting that is a text: it counts on Enter or when the field is left, so that half a path is never tried. */
export function SettingText({ label, help, value, patch, beside }: SettingTextProps) {
  const { error, change } = useSetting()
  /** What is typed; null while the field shows the setting. A refused text stays to be corrected. */
  const [draft, setDraft] = useState<string | null>(null)
  /** What is on its way: leaving the field right after Enter must not send it twice. */
  const sent = useRef<string | null>(null)
  return (
    <TextField
      label={label}
      help={help}
      error={error}
      value={draft ?? value}
      onChange={setDraft}
      onCommit={() => {
        if (draft === null || draft === value || draft === sent.current) return
        sent.current = draft
        void change(patch(draft)).then((isTaken) => {
          sent.current = null
          if (isTaken) setDraft(null)
        })
      }}
      beside={beside}
    />
  )
}
