import { ChartColumn } from 'lucide-react'
import { useAsked } from '../../state/use-asked.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { FactTable } from '../../ui/fact-table.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { PageScroll } from '../../ui/page-scroll.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { periodText } from './period-text.ts'
import styles from './report.module.css'

interface TallyTableProps {
  readonly by: 'day' | 'host'
  readonly today: string
  readonly timeZone: string
  readonly news: number
}

/** Figures by server, most bytes first, or by day, newest first; each with a bar against the largest. */
export function TallyTable({ by, today, timeZone, news }: TallyTableProps) {
  const { report, view } = useCore()
  const t = useText()
  const format = useFormat()
  const shown = useView((state) => state.report)
  const tally = useAsked(() => report.statistics({ by }), by, news)
  if (tally === null) return null
  if (tally.items.length === 0) {
    return <Empty icon={<ChartColumn aria-hidden />} title={t('report:tally.emptyTitle')} text={t('report:tally.emptyText')} />
  }
  const items = by === 'day' ? tally.items.toReversed() : tally.items
  // Days are measured against days, and the months that older ones were folded into against months.
  const isMonth = (key: string) => by === 'day' && key.length === 7
  const largest = {
    month: largestOf(items.filter(({ key }) => isMonth(key))),
    other: largestOf(items.filter(({ key }) => !isMonth(key))),
  }
  const nameOf = (key: string) => {
    if (by === 'day') return periodText(format.locale, key)
    return key === '' ? t('report:tally.rest') : key
  }
  return (
    <PageScroll>
      <FactTable
        className={styles.table}
        label={by === 'day' ? t('report:tally.days') : t('report:tally.hosts')}
        head={
          <>
            <th scope="col">{by === 'day' ? t('report:tally.day') : t('report:tally.host')}</th>
            <th scope="col" className={styles.number}>
              {t('report:tally.bytes')}
            </th>
            <th scope="col" className={styles.barColumn} aria-hidden />
            <th scope="col" className={styles.number}>
              {t('report:tally.files')}
            </th>
            <th scope="col" className={classNames(styles.number, styles.optional)}>
              {t('report:tally.failed')}
            </th>
            <th scope="col" className={classNames(styles.number, styles.optional)}>
              {t('report:tally.retries')}
            </th>
            <th scope="col" className={styles.number}>
              {t('report:tally.speed')}
            </th>
          </>
        }
      >
        {items.map(({ key, files, failed, retries, bytes, meanSpeed }) => (
          <tr key={key}>
            <th scope="row" className={styles.breaking} aria-current={key === today ? 'date' : undefined}>
              {by === 'host' && key !== '' ? (
                <LinkButton
                  title={t('report:tally.showHost', { host: key })}
                  onPress={() =>
                    view.setState({ report: { ...shown, tab: 'files', period: 'all', day: null, status: 'any', host: key } })
                  }
                >
                  {key}
                </LinkButton>
              ) : (
                nameOf(key)
              )}
            </th>
            <td className={styles.number}>{format.bytes(bytes)}</td>
            <td className={styles.barColumn}>
              <ProgressBar value={(100 * bytes) / (isMonth(key) ? largest.month : largest.other)} tone="active" />
            </td>
            <td className={styles.number}>{format.count(files)}</td>
            <td className={classNames(styles.number, styles.optional)}>{format.count(failed)}</td>
            <td className={classNames(styles.number, styles.optional)}>{format.count(retries)}</td>
            <td className={styles.number}>{meanSpeed === null ? '' : format.speed(meanSpeed)}</td>
          </tr>
        ))}
      </FactTable>
      {by === 'day' && <p className={styles.soft}>{t('report:tally.zone', { zone: timeZone })}</p>}
    </PageScroll>
  )
}

function largestOf(items: readonly { readonly bytes: number }[]): number {
  return items.reduce((largest, { bytes }) => Math.max(largest, bytes), 1)
}
