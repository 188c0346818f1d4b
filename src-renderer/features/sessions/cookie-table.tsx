import { X } from 'lucide-react'
import type { Cookie } from '../../../src-preload/contract/index.ts'
import { isExpired } from '../../state/session-facts.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { FactTable } from '../../ui/fact-table.tsx'
import styles from './cookie-table.module.css'

interface CookieTableProps {
  readonly cookies: readonly Cookie[]
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Null: they are only shown. */
  readonly onForget: ((cookie: Cookie) => void) | null
}

/** Cookies without their values. Where it is narrow, what has no column of its own stands below the name. */
export function CookieTable({ cookies, now, onForget }: CookieTableProps) {
  const t = useText()
  return (
    <div className={styles.frame}>
      <FactTable
        className={styles.table}
        label={t('sessions:cookies.title')}
        head={
          <>
            <th scope="col">{t('sessions:cookies.name')}</th>
            <th scope="col" className={styles.wide}>
              {t('sessions:cookies.domain')}
            </th>
            <th scope="col" className={styles.widest}>
              {t('sessions:cookies.path')}
            </th>
            <th scope="col">{t('sessions:cookies.expires')}</th>
            <th scope="col" className={styles.wide}>
              {t('sessions:cookies.flags')}
            </th>
            {onForget !== null && (
              <>
                <th scope="col" className={styles.widest}>
                  {t('sessions:cookies.changed')}
                </th>
                <th scope="col">
                  <span className="visually-hidden">{t('sessions:cookies.actions')}</span>
                </th>
              </>
            )}
          </>
        }
      >
        {cookies.map((cookie) => (
          <CookieRow key={`${cookie.domain} ${cookie.path} ${cookie.name}`} cookie={cookie} now={now} onForget={onForget} />
        ))}
      </FactTable>
    </div>
  )
}

type CookieRowProps = Omit<CookieTableProps, 'cookies'> & { readonly cookie: Cookie }

function CookieRow({ cookie, now, onForget }: CookieRowProps) {
  const t = useText()
  const format = useFormat()
  const { name, domain, path, expires, changedAt } = cookie
  const isOver = isExpired(cookie, now)
  return (
    <tr data-expired={isOver || undefined}>
      <th scope="row" className={styles.name}>
        <bdi title={name}>{name === '' ? t('sessions:cookies.nameless') : name}</bdi>
        <span className={styles.below}>{`${domain}${path}`}</span>
      </th>
      <td className={classNames(styles.wide, styles.place)} title={domain}>
        {domain}
      </td>
      <td className={classNames(styles.widest, styles.place)} title={path}>
        {path}
      </td>
      <td className={styles.expires} title={expires === null ? t('sessions:cookies.untilEnd') : format.dateTime(expires)}>
        {expires === null
          ? t('sessions:cookies.noEnd')
          : t(isOver ? 'sessions:cookies.expiredAgo' : 'sessions:cookies.expiresIn', { time: format.relative(expires, now) })}
      </td>
      <td className={styles.wide}>
        <Flags cookie={cookie} />
      </td>
      {onForget !== null && (
        <>
          <td className={styles.widest} title={changedAt === null ? undefined : format.dateTime(changedAt)}>
            {changedAt === null ? t('sessions:cookies.never') : format.relative(changedAt, now)}
          </td>
          <td className={styles.action}>
            <IconButton label={t('sessions:cookies.forget', { name })} icon={<X />} onPress={() => onForget(cookie)} />
          </td>
        </>
      )}
    </tr>
  )
}

function Flags({ cookie: { secure, httpOnly, hostOnly, sameSite } }: { readonly cookie: Cookie }) {
  const t = useText()
  const flags = [
    ...(secure ? (['secure'] as const) : []),
    ...(httpOnly ? (['httpOnly'] as const) : []),
    ...(hostOnly ? (['hostOnly'] as const) : []),
    ...(sameSite === null ? [] : [sameSite]),
  ]
  return (
    <ul className={styles.flags}>
      {flags.map((flag) => (
        <li key={flag} title={t(`sessions:flagHelp.${flag}`)}>
          {t(`sessions:flag.${flag}`)}
        </li>
      ))}
    </ul>
  )
}
