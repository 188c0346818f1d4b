import { useState } from 'react'
import { mostProxies, type ProxyKind, type ProxyServer, proxyKinds } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import { issuesOf } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
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
  const { isSending, problem, forgetProblem, send } = useSending()
  const isIncomplete = host.trim() === ''
  const keepsPassword = proxy?.hasPassword === true && !isForgotten

  const submit = async () => {
    if (isIncomplete) return
    const place = { name: name.trim(), kind, host: host.trim(), port: Number(port), username }
    const isDone = await send(() =>
      proxy === null
        ? commands.addProxy({ ...place, password })
        : commands.updateProxy(proxy.id, { ...place, ...(keepsPassword && password === '' ? {} : { password }) }),
    )
    if (isDone) onClose()
  }

  const issues = problem === null ? [] : issuesOf(problem)
  const errorAt = (field: 'host' | 'port' | 'username' | 'password') =>
    issues.some(({ path }) => path === field) ? t(`network:dialog.${field}Invalid`) : null
  const tooMany = problem?.code === 'CONFLICT' ? t('network:dialog.tooMany', { maximum: mostProxies }) : null
  const changing = (set: (value: string) => void) => (value: string) => {
    set(value)
    forgetProblem()
  }
  return (
    <FormDialog
      title={proxy === null ? t('network:dialog.addTitle') : t('network:dialog.editTitle')}
      submitLabel={proxy === null ? t('network:dialog.add') : t('network:dialog.save')}
      problem={problem === null || issues.length > 0 ? null : (tooMany ?? problemText(t, problem))}
      isIncomplete={isIncomplete}
      isPending={isSending}
      gridClass={styles.form}
      onSubmit={() => void submit()}
      onClose={onClose}
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
    </FormDialog>
  )
}
