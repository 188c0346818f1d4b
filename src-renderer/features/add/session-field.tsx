import type { Session } from '../../../src-preload/contract/index.ts'
import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Select } from '../../ui/select.tsx'

/** What stands for no session among the choices. */
const none = 'none'

interface SessionFieldProps {
  /** The one that these links belong to; null for none. */
  readonly proposed: Session | null
  /** Undefined: what is proposed; null: none. */
  readonly chosen: string | null | undefined
  readonly onChange: (sessionId: string | null) => void
}

/** The session that the new job's requests go with; nothing while there is none at all. */
export function SessionField({ proposed, chosen, onChange }: SessionFieldProps) {
  const t = useText()
  const sessions = useLive((state) => state.sessions ?? [])
  if (sessions.length === 0) return null
  const value = chosen === undefined ? (proposed?.id ?? none) : (chosen ?? none)
  const isProposal = proposed !== null && value === proposed.id
  return (
    <Select
      label={t('add:session')}
      help={isProposal ? t('add:sessionFits') : t('add:sessionHelp')}
      value={value}
      options={[{ value: none, label: t('sessions:none') }, ...sessions.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(id) => onChange(id === none ? null : id)}
    />
  )
}
