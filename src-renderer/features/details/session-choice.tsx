import { useCore, useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Select } from '../../ui/select.tsx'

interface SessionChoiceProps {
  readonly jobId: string
  readonly sessionId: string | null
}

const none = 'none'

/** With which session a job's requests go; nothing while there is none at all. */
export function SessionChoice({ jobId, sessionId }: SessionChoiceProps) {
  const { commands } = useCore()
  const t = useText()
  const sessions = useLive((state) => state.sessions ?? [])
  if (sessions.length === 0) return null
  return (
    <Select
      label={t('details:session')}
      help={t('details:sessionHelp')}
      value={sessionId ?? none}
      options={[{ value: none, label: t('sessions:none') }, ...sessions.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(chosen) => void commands.updateJob(jobId, { sessionId: chosen === none ? null : chosen })}
    />
  )
}
