import { useId, useState } from 'react'
import { mostProxies, type ProxyKind, type ProxyServer, proxyKinds } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import { issuesOf, type Problem } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SecretField } from '../../ui/secret-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './network.module.css'
import { readPlace, usualPort } from './read-place.ts'

interface ProxyDialogProps {
  /** Null: a new one. */
  readonly proxy: ProxyServer | null
  readonly onClose: () => void
}

/** What a proxy is called, where it is, and how to sign in there. */
export function ProxyDialog({ proxy, onClose }: ProxyDialogProps) {
  const { commands } = useCore()
  const t = useText()
  const [name, setName] = useState(proxy?.name ?? '')
  const [kind, setKind] = useState<ProxyKind>(proxy?.kind ?? 'http')
  const [host, setHost] = useState(proxy?.host ?? '')
  const [port, setPort] = useState(String(proxy?.port ?? usualPort.http))
  const [username, setUsername] = useState(proxy?.username ?? '')
  const [password, setPassword] = useState('')
  const [isForgotten, setForgotten] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSending, setSending] = useState(false)
  const formId = useId()
  const keepsPassword = proxy?.hasPassword === true && !isForgotten

  const submit = async () => {
    if (host.trim() === '' || isSending) return
    const place = { name: name.trim(), kind, host: host.trim(), port: Number(port), username }
    setSending(true)
    const refused = await (proxy === null
      ? commands.addProxy({ ...place, password })
      : commands.updateProxy(proxy.id, { ...place, ...(keepsPassword && password === '' ? {} : { password }) }))
    setSending(false)
    if (refused === null) onClose()
    else setProblem(refused)
  }

  const issues = problem === null ? [] : issuesOf(problem)
  const errorAt = (field: 'host' | 'port' | 'username' | 'password') =>
    issues.some(({ path }) => path === field) ? t(`network:dialog.${field}Invalid`) : null
  const isTooMany = problem?.code === 'CONFLICT'
  const changing = (set: (value: string) => void) => (value: string) => {
    set(value)
    setProblem(null)
  }
  return (
    <Dialog
      title={proxy === null ? t('network:dialog.addTitle') : t('network:dialog.editTitle')}
      closeLabel={t('common:dialog.close')}
      onClose={onClose}
      footer={
        <>
          {problem !== null && issues.length === 0 && (
            <p role="alert" className={styles.problem}>
              {isTooMany ? t('network:dialog.tooMany', { maximum: mostProxies }) : problemText(t, problem)}
            </p>
          )}
          <Button onPress={onClose}>{t('common:dialog.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isDisabled={host.trim() === ''} isPending={isSending}>
            {proxy === null ? t('network:dialog.add') : t('network:dialog.save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <div className={styles.wide}>
          <Select
            label={t('network:dialog.kind')}
            value={kind}
            options={proxyKinds.map((value) => ({ value, label: t(`network:kind.${value}`) }))}
            onChange={(chosen) => {
              if (port === String(usualPort[kind])) setPort(String(usualPort[chosen]))
              setKind(chosen)
            }}
          />
        </div>
        <TextField
          label={t('network:dialog.host')}
          value={host}
          autoFocus
          onChange={(value) => {
            const place = readPlace(value)
            changing(setHost)(place.host)
            if (place.port !== null) setPort(place.port)
          }}
          error={errorAt('host')}
        />
        <TextField label={t('network:dialog.port')} value={port} onChange={changing(setPort)} error={errorAt('port')} />
        <TextField
          className={styles.wide}
          label={t('network:dialog.name')}
          help={t('network:dialog.nameHelp')}
          placeholder={host.trim() === '' ? '' : `${host.trim()}:${port}`}
          value={name}
          onChange={changing(setName)}
        />
        <TextField
          className={styles.wide}
          label={t('network:dialog.username')}
          help={t('network:dialog.usernameHelp')}
          value={username}
          onChange={changing(setUsername)}
          error={errorAt('username')}
        />
        {kind !== 'socks4' && (
          <div className={styles.wide}>
            <SecretField
              label={t('network:dialog.password')}
              value={password}
              onChange={changing(setPassword)}
              showLabel={t('network:dialog.show')}
              hideLabel={t('network:dialog.hide')}
              placeholder={keepsPassword ? t('network:dialog.passwordKept') : ''}
              {...(keepsPassword ? { help: t('network:dialog.passwordKeptHelp') } : {})}
              error={errorAt('password')}
            />
          </div>
        )}
        {proxy?.hasPassword === true && (
          <div className={styles.wide}>
            <Checkbox isSelected={isForgotten} onChange={setForgotten}>
              {t('network:dialog.forget')}
            </Checkbox>
          </div>
        )}
      </form>
    </Dialog>
  )
}
