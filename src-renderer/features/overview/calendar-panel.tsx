import type { Overview } from '../../../src-preload/contract/index.ts'
import { showPage } from '../../state/show-page.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import styles from './calendar.module.css'
import { calendarGrid } from './calendar-grid.ts'
import { CalendarTable } from './calendar-table.tsx'
import layout from './overview.module.css'
import { Panel } from './panel.tsx'
import { sinceText } from './since-text.ts'

const measures = ['bytes', 'files'] as const

/** The last year, a day a square; each leads to the report of its day. */
export function CalendarPanel({ calendar, today }: Pick<Overview, 'calendar' | 'today'>) {
  const { view } = useCore()
  const t = useText()
  const format = useFormat()
  const measure = useView((state) => state.overview.measure)
  const byDay = new Map(calendar.map((entry) => [entry.day, entry]))
  const grid = calendarGrid(today, format.weekdays, new Map(calendar.map((entry) => [entry.day, entry[measure]])))
  const within = calendar.filter((entry) => entry.day >= grid.first && entry[measure] > 0)
  const best = within.toSorted((one, other) => other[measure] - one[measure])[0]
  const showDay = (day: string) => {
    view.setState({ report: { ...view.getState().report, tab: 'files', day, status: 'any', host: null, search: '' } })
    showPage(view, 'report')
  }
  const showDays = () => {
    view.setState({ report: { ...view.getState().report, tab: 'days' } })
    showPage(view, 'report')
  }
  const facts = (day: string) => {
    const { files = 0, failed = 0, bytes = 0 } = byDay.get(day) ?? {}
    if (files + failed + bytes === 0) return t('overview:calendar.nothing')
    const words = [t('overview:figures.files', { count: files, formatted: format.count(files) }), format.bytes(bytes)]
    if (failed > 0) words.push(t('overview:calendar.failed', { count: failed, formatted: format.count(failed) }))
    return words.join(', ')
  }
  return (
    <Panel
      id="calendar"
      title={t('overview:calendar.title')}
      action={
        <Segmented
          label={t('overview:calendar.measure')}
          isLabelHidden
          value={measure}
          options={measures.map((value) => ({ value, label: t(`overview:calendar.${value}`) }))}
          onChange={(value) => view.setState({ overview: { ...view.getState().overview, measure: value } })}
        />
      }
    >
      <CalendarTable grid={grid} today={today} facts={facts} onDay={showDay} />
      <div className={styles.foot}>
        <p className={layout.soft}>
          {best === undefined
            ? t('overview:calendar.empty')
            : t('overview:calendar.summary', {
                count: within.length,
                formatted: format.count(within.length),
                day: sinceText(format.locale, best.day),
                most:
                  measure === 'bytes'
                    ? format.bytes(best.bytes)
                    : t('overview:figures.files', { count: best.files, formatted: format.count(best.files) }),
              })}{' '}
          <LinkButton onPress={showDays}>{t('overview:calendar.list')}</LinkButton>
        </p>
        <p className={styles.legend} aria-hidden>
          {t('overview:calendar.less')}
          {[0, 1, 2, 3, 4].map((level) => (
            <span key={level} className={styles.key} data-level={level} />
          ))}
          {t('overview:calendar.more')}
        </p>
      </div>
    </Panel>
  )
}
