import { X } from 'lucide-react'
import { useState } from 'react'
import { type ReportView, reportFilterOf, reportPeriods } from '../../state/report-view.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { ClearHistory } from './clear-history.tsx'
import { ExportButtons } from './export-buttons.tsx'
import { FileTable } from './file-table.tsx'
import { periodText } from './period-text.ts'
import styles from './report.module.css'

const statuses = ['any', 'completed', 'failed'] as const

/** What was fetched and what failed, with its filter and the ways out of the program. */
export function FileList({ today, news }: { readonly today: string; readonly news: number }) {
  const { report, view } = useCore()
  const t = useText()
  const format = useFormat()
  const shown = useView((state) => state.report)
  const change = (patch: Partial<ReportView>) => view.setState({ report: { ...shown, ...patch } })
  const filter = reportFilterOf(shown, today)
  // What is forgotten moves none of the figures that the news are made of.
  const [timesCleared, setTimesCleared] = useState(0)
  const history = useAsked(() => report.history(), `history ${timesCleared}`, news)
  return (
    <>
      <div className={styles.filter}>
        <Select
          label={t('report:filter.period')}
          value={shown.period}
          options={reportPeriods.map((value) => ({ value, label: t(`report:filter.${value}`) }))}
          onChange={(period) => change({ period, day: null })}
        />
        <Select
          label={t('report:filter.status')}
          value={shown.status}
          options={statuses.map((value) => ({ value, label: t(`report:filter.${value}`) }))}
          onChange={(status) => change({ status })}
        />
        {shown.day !== null && (
          <Button
            className={styles.chip}
            icon={<X aria-hidden />}
            aria-label={t('report:filter.dayClear')}
            onPress={() => change({ day: null })}
          >
            {t('report:filter.day', { day: periodText(format.locale, shown.day) })}
          </Button>
        )}
        {shown.host !== null && (
          <Button
            className={styles.chip}
            icon={<X aria-hidden />}
            aria-label={t('report:filter.hostClear')}
            onPress={() => change({ host: null })}
          >
            {t('report:filter.host', { host: shown.host })}
          </Button>
        )}
        <ExportButtons filter={filter} today={today} />
        <ClearHistory
          isEmpty={history === null || history.entries === 0}
          onCleared={() => setTimesCleared((times) => times + 1)}
        />
      </div>
      <FileTable
        filter={filter}
        news={`${news} ${timesCleared}`}
        onShowAll={() => change({ period: 'all', day: null, status: 'any', host: null, search: '' })}
      />
    </>
  )
}
