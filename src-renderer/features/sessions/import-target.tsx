import type { Session, SessionMode } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { offeredModes } from './offered-modes.ts'

/** What cookies are put into. */
export interface Target {
  /** Null: a new session. */
  readonly sessionId: string | null
  /** In an existing one: whether they take the place of all that are there. */
  readonly replace: boolean
  /** Of a new one; empty for the one that is proposed. */
  readonly name: string
  readonly mode: SessionMode
}

const newSession = 'new'

interface ImportTargetProps {
  readonly target: Target
  readonly sessions: readonly Session[]
  /** Whether it is settled into which session they go. */
  readonly isSettled: boolean
  readonly proposedName: string
  readonly nameError: string | null
  readonly onChange: (change: Partial<Target>) => void
}

/** Into which session cookies go, and how: a new one is named, in an existing one they replace or join what is there. */
export function ImportTarget({ target, sessions, isSettled, proposedName, nameError, onChange }: ImportTargetProps) {
  const t = useText()
  const { sessionId, replace, name, mode } = target
  return (
    <>
      {sessions.length > 0 && !isSettled && (
        <Select
          label={t('sessions:import.target')}
          value={sessionId ?? newSession}
          options={[
            { value: newSession, label: t('sessions:import.newSession') },
            ...sessions.map((session) => ({ value: session.id, label: session.name })),
          ]}
          onChange={(chosen) => onChange({ sessionId: chosen === newSession ? null : chosen })}
        />
      )}
      {sessionId !== null ? (
        <Segmented
          label={t('sessions:import.known')}
          help={t(replace ? 'sessions:import.replaceHelp' : 'sessions:import.joinHelp')}
          value={replace ? 'replace' : 'join'}
          options={[
            { value: 'replace', label: t('sessions:import.replace') },
            { value: 'join', label: t('sessions:import.join') },
          ]}
          onChange={(choice) => onChange({ replace: choice === 'replace' })}
        />
      ) : (
        <>
          <TextField
            label={t('sessions:rules.name')}
            value={name}
            placeholder={proposedName}
            onChange={(value) => onChange({ name: value })}
            error={nameError}
          />
          <Select
            label={t('sessions:rules.mode')}
            help={t(`sessions:modeHelp.${mode}`)}
            value={mode}
            options={offeredModes.map((value) => ({ value, label: t(`sessions:mode.${value}`) }))}
            onChange={(value) => onChange({ mode: value })}
          />
        </>
      )}
    </>
  )
}
