import { useState } from 'react'
import { useFormat, useText } from '../../state/use-text.ts'
import { TextField } from '../../ui/text-field.tsx'
import { delayRange, readDelays } from './read-delays.ts'
import { useSetting } from './use-setting.ts'

/** After how long failed episodes come back by themselves: numbers of minutes, one after the other. */
export function DelaysField({ delays }: { readonly delays: readonly number[] }) {
  const t = useText()
  const format = useFormat()
  const { error, change } = useSetting()
  /** What is typed; null while the field shows the setting. A refused text stays to be corrected. */
  const [draft, setDraft] = useState<string | null>(null)
  const isRefused = draft !== null && readDelays(draft) === null
  const values = { most: delayRange.most, minimum: format.count(delayRange.minimum), maximum: format.count(delayRange.maximum) }
  return (
    <TextField
      label={t('settings:laterDelays.label')}
      help={t('settings:laterDelays.help')}
      error={isRefused ? t('settings:laterDelays.invalid', values) : error}
      value={draft ?? delays.join(', ')}
      onChange={setDraft}
      onCommit={() => {
        const read = draft === null ? null : readDelays(draft)
        if (read === null) return
        void change({ laterRetries: { delaysMinutes: [...read] } }).then((isTaken) => {
          if (isTaken) setDraft(null)
        })
      }}
    />
  )
}
