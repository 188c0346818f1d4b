import { TabList, TabPanel, Tabs } from 'react-aria-components'
import { reportTabs } from '../../state/report-view.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { SectionTab } from '../../ui/section-tab.tsx'
import { FailureGroups } from './failure-groups.tsx'
import { Figures } from './figures.tsx'
import { FileList } from './file-list.tsx'
import { LibraryPanel } from './library-panel.tsx'
import styles from './report.module.css'
import { TallyTable } from './tally-table.tsx'

/** What was done, what came of it, and what can be done about it. */
export function ReportPage() {
  const { report, view } = useCore()
  const t = useText()
  const shown = useView((state) => state.report)
  // Whatever ends moves one of these.
  const news = useLive(({ stats }) => (stats === null ? 0 : newsOf(stats.totals, stats.episodes)))
  const days = useAsked(() => report.statistics({ by: 'day' }), 'days', news)
  if (days === null) return <section id="report" className={styles.page} aria-busy tabIndex={-1} />
  return (
    <section id="report" className={styles.page} aria-label={t('report:title')} tabIndex={-1}>
      <Figures days={days} />
      <Tabs
        className={styles.tabs ?? ''}
        selectedKey={shown.tab}
        onSelectionChange={(key) => {
          const tab = reportTabs.find((candidate) => candidate === key)
          if (tab !== undefined) view.setState({ report: { ...shown, tab } })
        }}
      >
        <TabList aria-label={t('report:tabs')} className={styles.tabList ?? ''}>
          {reportTabs.map((tab) => (
            <SectionTab key={tab} id={tab}>
              {t(`report:tab.${tab}`)}
            </SectionTab>
          ))}
        </TabList>
        <TabPanel id="files" className={styles.panel ?? ''}>
          <FileList today={days.today} news={news} />
        </TabPanel>
        <TabPanel id="failures" className={styles.panel ?? ''}>
          <FailureGroups news={news} />
        </TabPanel>
        <TabPanel id="hosts" className={styles.panel ?? ''}>
          <TallyTable by="host" today={days.today} timeZone={days.timeZone} news={news} />
        </TabPanel>
        <TabPanel id="days" className={styles.panel ?? ''}>
          <TallyTable by="day" today={days.today} timeZone={days.timeZone} news={news} />
        </TabPanel>
        <TabPanel id="library" className={styles.panel ?? ''}>
          <LibraryPanel news={news} />
        </TabPanel>
      </Tabs>
    </section>
  )
}

function newsOf(
  totals: { readonly files: number; readonly failed: number; readonly retries: number },
  episodes: { readonly completed: number; readonly failed: number },
): number {
  return totals.files + totals.failed + totals.retries + 3 * episodes.completed + 7 * episodes.failed
}
