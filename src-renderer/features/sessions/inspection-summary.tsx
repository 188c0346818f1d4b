import type { CookieInspection } from '../../../src-preload/contract/index.ts'
import { useNow } from '../../state/use-now.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { CookieTable } from './cookie-table.tsx'
import styles from './import.module.css'
import { ProblemList } from './problem-list.tsx'

/** Hosts that are named; the rest are counted. */
const namedHosts = 4

/** What was recognised in a text: its form, how many cookies for whom, and what of it cannot be used. */
export function InspectionSummary({ inspection }: { readonly inspection: CookieInspection }) {
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const { format: form, cookies, hosts, request, problems } = inspection
  const expired = problems.filter(({ reason }) => reason === 'expired').length
  const counted = (count: number) => ({ count, formatted: format.count(count) })
  if (form === null) {
    return (
      <>
        <p role="status" className={styles.nothing}>
          {t('sessions:inspection.nothing')}
        </p>
        <ProblemList problems={problems} />
      </>
    )
  }
  const isHomeless = problems.some(({ reason }) => reason === 'noHost')
  const parts = [
    isHomeless ? t('sessions:inspection.whose') : t('sessions:inspection.cookies', counted(cookies.length)),
    ...(hosts.length === 0 ? [] : [t('sessions:inspection.hosts', counted(hosts.length))]),
    ...(expired === 0 ? [] : [t('sessions:inspection.expired', counted(expired))]),
  ]
  return (
    <div className={styles.found}>
      <p role="status">
        <strong>{t(`sessions:format.${form}`)}</strong> · {parts.join(' · ')}
      </p>
      {hosts.length > 0 && (
        <p className={styles.soft}>
          {format.list(hosts.slice(0, namedHosts))}
          {hosts.length > namedHosts && ` ${t('sessions:moreHosts', counted(hosts.length - namedHosts))}`}
        </p>
      )}
      {request !== null && (
        <dl className={styles.request}>
          <dt>{t('sessions:inspection.request')}</dt>
          <dd>
            <span className={styles.method}>{request.method}</span> {request.url}
          </dd>
          {request.headers.length > 0 && (
            <>
              <dt>{t('sessions:inspection.headers')}</dt>
              <dd>{format.list(request.headers)}</dd>
            </>
          )}
        </dl>
      )}
      <ProblemList problems={problems.filter(({ reason }) => reason !== 'noHost')} />
      {cookies.length > 0 && (
        <Disclosure title={t('sessions:inspection.show')}>
          <CookieTable cookies={cookies} now={now} onForget={null} />
        </Disclosure>
      )}
    </div>
  )
}
