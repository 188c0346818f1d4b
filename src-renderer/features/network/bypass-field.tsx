import { useState } from 'react'
import { issuesOf } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { TextField } from '../../ui/text-field.tsx'

/** Servers that are asked directly though a proxy is chosen, in one line. */
export function BypassField({ bypass }: { readonly bypass: readonly string[] }) {
  const { commands } = useCore()
  const t = useText()
  /** What is typed; null while the field shows the setting. A refused text stays to be corrected. */
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const shown = bypass.join(', ')
  const commit = async () => {
    if (draft === null || draft === shown) return setDraft(null)
    const patterns = draft.split(/[\s,;]+/).filter((pattern) => pattern !== '')
    const problem = await commands.changeSettings({ proxy: { bypass: patterns } })
    if (problem === null) return setDraft(null)
    const index = Number(issuesOf(problem)[0]?.path.split('.')[2])
    setError(t('network:bypass.invalid', { value: patterns[index] ?? draft }))
  }
  return (
    <TextField
      label={t('network:bypass.label')}
      help={t('network:bypass.help')}
      error={error}
      value={draft ?? shown}
      onChange={(value) => {
        setDraft(value)
        setError(null)
      }}
      onCommit={() => void commit()}
    />
  )
}
