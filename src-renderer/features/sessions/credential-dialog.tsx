import { useState } from 'react'
import { type Credential, credentialSchemes } from '../../../src-preload/contract/index.ts'
import { fieldProblem, problemText } from '../../state/error-text.ts'
import type { SignInSeeker } from '../../state/session-view.ts'
import { useCore } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useText } from '../../state/use-text.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { SecretField } from '../../ui/secret-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readHost } from './read-hosts.ts'

interface CredentialDialogProps {
  /** Null: a new one. */
  readonly credential: Credential | null
  /** The job that needs it. */
  readonly seeker: SignInSeeker | null
  readonly onClose: () => void
}

const shownFields = ['host', 'username', 'secret'] as const

/** User name and password, or a token, for a server. What is kept is never filled in: left empty, it stays. */
export function CredentialDialog({ credential, seeker, onClose }: CredentialDialogProps) {
  const { sessions } = useCore()
  const t = useText()
  const [host, setHost] = useState(credential?.host ?? seeker?.host ?? '')
  const [scheme, setScheme] = useState(credential?.scheme ?? 'automatic')
  const [username, setUsername] = useState(credential?.username ?? '')
  const [secret, setSecret] = useState('')
  const { isSending, problem, forgetProblem, send } = useSending()
  const isToken = scheme === 'bearer'
  const isComplete = host.trim() !== '' && (credential !== null || secret !== '')

  const submit = async () => {
    if (!isComplete) return
    const wanted = { host: readHost(host), scheme, username: isToken ? '' : username }
    const isDone = await send(async () => {
      const answer =
        credential === null
          ? await sessions.addCredential({ ...wanted, secret })
          : await sessions.updateCredential(credential.id, { ...wanted, ...(secret !== '' && { secret }) })
      return answer.problem
    })
    if (!isDone) return
    onClose()
    if (seeker !== null) await sessions.tryAgain(seeker)
  }

  const errorAt = (field: (typeof shownFields)[number]) => fieldProblem(t, problem, field)
  const hostError =
    problem?.code === 'CONFLICT'
      ? t('sessions:credentials.taken')
      : errorAt('host') === null
        ? null
        : t('sessions:rules.hostRefused')
  const isShownAtField = hostError !== null || shownFields.some((field) => errorAt(field) !== null)
  return (
    <FormDialog
      title={t(credential === null ? 'sessions:credentials.addTitle' : 'sessions:credentials.editTitle')}
      submitLabel={t('sessions:credentials.save')}
      problem={problem === null || isShownAtField ? null : problemText(t, problem)}
      isIncomplete={!isComplete}
      isPending={isSending}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label={t('sessions:credentials.host')}
        help={t('sessions:credentials.hostHelp')}
        placeholder={t('sessions:import.hostPlaceholder')}
        value={host}
        error={hostError}
        onChange={(value) => {
          setHost(value)
          forgetProblem()
        }}
        autoFocus={host === ''}
      />
      <Select
        label={t('sessions:credentials.scheme')}
        help={t(`sessions:schemeHelp.${scheme}`)}
        value={scheme}
        options={credentialSchemes.map((value) => ({ value, label: t(`sessions:scheme.${value}`) }))}
        onChange={setScheme}
      />
      {!isToken && (
        <TextField
          label={t('sessions:credentials.username')}
          value={username}
          error={errorAt('username')}
          onChange={setUsername}
          autoFocus={host !== ''}
        />
      )}
      <SecretField
        label={t(isToken ? 'sessions:credentials.token' : 'sessions:credentials.password')}
        value={secret}
        placeholder={credential === null ? '' : t('sessions:credentials.unchanged')}
        showLabel={t('sessions:credentials.show')}
        hideLabel={t('sessions:credentials.hide')}
        error={errorAt('secret')}
        onChange={setSecret}
      />
    </FormDialog>
  )
}
