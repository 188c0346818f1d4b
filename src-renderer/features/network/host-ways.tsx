import { Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { ProxySettings } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useSetting } from '../settings/use-setting.ts'
import { Entries } from './entries.tsx'
import styles from './network.module.css'
import { useWays } from './use-ways.ts'

/** Servers that are reached another way than the others. */
export function HostWays({ hosts }: Pick<ProxySettings, 'hosts'>) {
  const t = useText()
  const { error, change } = useSetting()
  const [host, setHost] = useState('')
  const [use, setUse] = useState('none')
  const ways = useWays(use)
  const keep = (next: ProxySettings['hosts']) => change({ proxy: { hosts: next } })
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const name = host.trim().toLowerCase()
    if (name === '') return
    if (await keep([...hosts.filter((known) => known.host !== name), { host: name, use }])) setHost('')
  }
  return (
    <Entries
      label={t('network:hosts.label')}
      help={t('network:hosts.help')}
      empty={t('network:hosts.empty')}
      items={hosts.map((entry) => (
        <li key={entry.host} className={styles.entry}>
          <bdi className={styles.text}>{entry.host}</bdi>
          <HostWay
            entry={entry}
            onChange={(chosen) => void keep(hosts.map((known) => (known === entry ? { ...known, use: chosen } : known)))}
          />
          <IconButton
            label={t('network:hosts.remove', { host: entry.host })}
            icon={<Trash2 />}
            onPress={() => void keep(hosts.filter((known) => known !== entry))}
          />
        </li>
      ))}
    >
      <form className={styles.adding} onSubmit={(event) => void add(event)}>
        <TextField
          label={t('network:hosts.host')}
          help={t('network:hosts.hostHelp')}
          value={host}
          error={error}
          onChange={setHost}
        />
        <Select label={t('network:hosts.use')} value={use} options={ways} onChange={setUse} />
        <Button type="submit" isDisabled={host.trim() === ''}>
          {t('network:hosts.add')}
        </Button>
      </form>
    </Entries>
  )
}

interface HostWayProps {
  readonly entry: ProxySettings['hosts'][number]
  readonly onChange: (use: string) => void
}

function HostWay({ entry, onChange }: HostWayProps) {
  const t = useText()
  const ways = useWays(entry.use)
  return (
    <div className={styles.way}>
      <Select
        label={t('network:hosts.way', { host: entry.host })}
        isLabelHidden
        value={entry.use}
        options={ways}
        onChange={onChange}
      />
    </div>
  )
}
