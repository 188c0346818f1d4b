import { CircleCheck, RotateCcw } from 'lucide-react'
import type { FailureGroup } from '../../../src-preload/contract/index.ts'
import { episodeErrorText } from '../../state/error-text.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { FactTable } from '../../ui/fact-table.tsx'
import { PageScroll } from '../../ui/page-scroll.tsx'
import styles from './report.module.css'

/** Failed episodes gathered by reason, each group with its way back. */
export function FailureGroups({ news }: { readonly news: number }) {
  const { report } = useCore()
  const t = useText()
  const format = useFormat()
  const found = useAsked(() => report.failures({}), 'all', news)
  if (found === null) return null
  if (found.total === 0) {
    return (
      <Empty icon={<CircleCheck aria-hidden />} title={t('report:failures.emptyTitle')} text={t('report:failures.emptyText')} />
    )
  }
  return (
    <PageScroll>
      <div className={styles.actions}>
        <Button variant="primary" icon={<RotateCcw aria-hidden />} onPress={() => void report.retryFailures({})}>
          {t('report:failures.retryAll', { count: found.total, formatted: format.count(found.total) })}
        </Button>
      </div>
      <FactTable
        className={styles.table}
        label={t('report:failures.label')}
        head={
          <>
            <th scope="col">{t('report:failures.reason')}</th>
            <th scope="col" className={styles.optional}>
              {t('report:failures.host')}
            </th>
            <th scope="col" className={styles.number}>
              {t('report:failures.episodes')}
            </th>
            <th scope="col" className={styles.optional}>
              {t('report:failures.next')}
            </th>
            <th scope="col" aria-hidden />
          </>
        }
      >
        {found.groups.map((group) => (
          <GroupRow key={`${group.code} ${group.httpStatus}`} group={group} />
        ))}
      </FactTable>
    </PageScroll>
  )
}

function GroupRow({ group }: { readonly group: FailureGroup }) {
  const { report } = useCore()
  const t = useText()
  const format = useFormat()
  const { code, httpStatus, episodes, hosts, host, retryAt } = group
  const { short, what } = episodeErrorText(t, { code, params: httpStatus === null ? {} : { status: httpStatus } })
  const filter = { codes: [code], ...(httpStatus !== null && { httpStatuses: [httpStatus] }) }
  return (
    <tr>
      <th scope="row" className={styles.reason}>
        {short}
        <span className={styles.soft}>{what}</span>
      </th>
      <td className={classNames(styles.breaking, styles.optional)}>
        {host ?? t('report:failures.hosts', { count: hosts, formatted: format.count(hosts) })}
      </td>
      <td className={styles.number}>{format.count(episodes)}</td>
      <td className={styles.optional}>{retryAt === null ? '' : format.moment(retryAt, Date.now())}</td>
      <td className={styles.action}>
        <Button
          className={styles.slim}
          icon={<RotateCcw aria-hidden />}
          aria-label={t('report:failures.retryNamed', { reason: short })}
          onPress={() => void report.retryFailures(filter)}
        >
          {t('report:failures.retry')}
        </Button>
      </td>
    </tr>
  )
}
