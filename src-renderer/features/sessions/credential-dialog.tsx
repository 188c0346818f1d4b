import { useId, useState } from 'react'
import { type Credential, credentialSchemes } from '../../../src-preload/contract/index.ts'
import { issueText, problemText } from '../../state/error-text.ts'
import { issuesOf, type Problem } from '../../state/problem.ts'
import type { SignInSeeker } from '../../state/session-view.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SecretField } from '../../ui/secret-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './dialogs.module.css'
import { readHosts } from './read-hosts.ts'

interface CredentialDialogProps {
  /** Null: a new one. */
  readonly credential: Credential | null
  /** The job that needs it. */
  readonly seeker: SignInSeeker | null
  readonly onClose: () => void
}

const shownFields = ['host', 'username', 'secret']

/** User name and password, or a token, for a server. What is kept is never filled in: left empty, it stays. */
export function CredentialDialog({ credential, seeker, onClose }: CredentialDialogProps) {
  const { sessions } = useCore()
  const t = useText()
  const [host, setHost] = useState(credential?.host ?? seeker?.host ?? '')
  const [scheme, setScheme] = useState(credential?.scheme ?? 'automatic')
  const [username, setUsername] = useState(credential?.username ?? '')
  const [secret, setSecret] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSending, setSending] = useState(false)
  const formId = useId()
  const isToken = scheme === 'bearer'
  const isComplete = host.trim() !== '' && (credential !== null || secret !== '')

  const submit = async () => {
    if (!isComplete || isSending) return
    const [named = host.trim()] = readHosts(host)
    const wanted = { host: named, scheme, username: isToken ? '' : username }
    setSending(true)
    const { problem: refused } =
      credential === null
        ? await sessions.addCredential({ ...wanted, secret })
        : await sessions.updateCredential(credential.id, { ...wanted, ...(secret !== '' && { secret }) })
    setSending(false)
    setProblem(refused)
    if (refused !== null) return
    onClose()
    if (seeker !== null) await sessions.tryAgain(seeker)
  }

  const issues = problem === null ? [] : issuesOf(problem)
  const isTaken = problem?.code === 'CONFLICT'
  const errorAt = (field: string): string | null => {
    if (field === 'host' && isTaken) return t('sessions:credentials.taken')
    const issue = issues.find(({ path }) => path === field)
    if (issue === undefined) return null
    return field === 'host' ? t('sessions:rules.hostRefused') : issueText(t, issue)
  }
  const isShownAtField = isTaken || issues.some(({ path }) => shownFields.includes(path))
  return (
    <Dialog
      title={t(credential === null ? 'sessions:credentials.addTitle' : 'sessions:credentials.editTitle')}
      closeLabel={t('common:dialog.close')}
      onClose={onClose}
      footer={
        <>
          {problem !== null && !isShownAtField && (
            <p role="alert" className={styles.refused}>
              {problemText(t, problem)}
            </p>
          )}
          <Button onPress={onClose}>{t('common:dialog.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isDisabled={!isComplete} isPending={isSending}>
            {t('sessions:credentials.save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles.form}
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextField
          label={t('sessions:credentials.host')}
          help={t('sessions:credentials.hostHelp')}
          placeholder={t('sessions:import.hostPlaceholder')}
          value={host}
          error={errorAt('host')}
          onChange={(value) => {
            setHost(value)
            setProblem(null)
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
      </form>
    </Dialog>
  )
}
