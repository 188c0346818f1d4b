import { FileText, Pencil, Plus, Trash2, UserRound } from 'lucide-react'
import { useEffect } from 'react'
import type { Credential } from '../../../src-preload/contract/index.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { FactTable } from '../../ui/fact-table.tsx'
import { PageScroll } from '../../ui/page-scroll.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import styles from './credentials.module.css'
import { Moment } from './moment.tsx'
import pageStyles from './sessions.module.css'

/** User names, passwords and tokens by server; the secrets themselves are never shown. */
export function CredentialsPanel() {
  const { sessions } = useCore()
  const t = useText()
  const credentials = useLive((state) => state.credentials)
  useEffect(() => void sessions.readCredentials(), [sessions])
  if (credentials === null) return null
  if (credentials.length === 0) {
    return (
      <Empty
        icon={<UserRound aria-hidden />}
        title={t('sessions:credentials.emptyTitle')}
        text={t('sessions:credentials.emptyText')}
      >
        <div className={pageStyles.emptyActions}>
          <Buttons />
        </div>
      </Empty>
    )
  }
  return (
    <PageScroll>
      <div className={styles.actions}>
        <Buttons />
      </div>
      <FactTable
        className={styles.table}
        label={t('sessions:tab.credentials')}
        head={
          <>
            <th scope="col">{t('sessions:credentials.host')}</th>
            <th scope="col">{t('sessions:credentials.username')}</th>
            <th scope="col" className={styles.optional}>
              {t('sessions:credentials.scheme')}
            </th>
            <th scope="col" className={styles.optional}>
              {t('sessions:credentials.used')}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('sessions:cookies.actions')}</span>
            </th>
          </>
        }
      >
        {credentials.map((credential) => (
          <CredentialRow key={credential.id} credential={credential} />
        ))}
      </FactTable>
    </PageScroll>
  )
}

function Buttons() {
  const { sessions } = useCore()
  const t = useText()
  return (
    <>
      <Button
        variant="primary"
        icon={<Plus aria-hidden />}
        onPress={() => sessions.open({ kind: 'credential', credential: null, seeker: null })}
      >
        {t('sessions:credentials.add')}
      </Button>
      <Button icon={<FileText aria-hidden />} onPress={() => sessions.open({ kind: 'netrc' })}>
        {t('sessions:credentials.netrc')}
      </Button>
    </>
  )
}

function CredentialRow({ credential }: { readonly credential: Credential }) {
  const { sessions } = useCore()
  const t = useText()
  const format = useFormat()
  const { host, scheme, username, usedAt, refusedAt } = credential
  return (
    <tr>
      <th scope="row">
        {host}
        {refusedAt !== null && (
          <span className={styles.refused}>
            <ToneIcon tone="bad" />
            {t('sessions:credentials.refused', { time: format.moment(refusedAt, Date.now()) })}
          </span>
        )}
      </th>
      <td>{username === '' ? <span className={styles.soft}>{t('sessions:credentials.token')}</span> : <bdi>{username}</bdi>}</td>
      <td className={styles.optional}>{t(`sessions:scheme.${scheme}`)}</td>
      <td className={classNames(styles.optional, styles.soft)}>
        {usedAt === null ? t('sessions:fact.neverUsed') : <Moment iso={usedAt} />}
      </td>
      <td className={styles.action}>
        <IconButton
          label={t('sessions:credentials.edit', { host })}
          icon={<Pencil />}
          onPress={() => sessions.open({ kind: 'credential', credential, seeker: null })}
        />
        <IconButton
          label={t('sessions:credentials.remove', { host })}
          icon={<Trash2 />}
          onPress={() => sessions.open({ kind: 'removeCredential', credential })}
        />
      </td>
    </tr>
  )
}
