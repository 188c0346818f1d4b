import { reportTabs } from '../../state/report-view.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Page } from '../../ui/page.tsx'
import { SectionTabs } from '../../ui/section-tabs.tsx'
import { FailureGroups } from './failure-groups.tsx'
import { Figures } from './figures.tsx'
import { FileList } from './file-list.tsx'
import { LibraryPanel } from './library-panel.tsx'
import { TallyTable } from './tally-table.tsx'

/** What was done, what came of it, and what can be done about it. */
export function ReportPage() {
  const { report, view } = useCore()
  const t = useText()
  const shown = useView((state) => state.report)
  // Whatever ends moves one of these, and so does what was removed and can come back no longer.
  const news = useLive(({ stats, timesToldOfUndo }) =>
    stats === null ? 0 : newsOf(stats.totals, stats.episodes) + timesToldOfUndo,
  )
  const days = useAsked(() => report.statistics({ by: 'day' }), 'days', news)
  if (days === null) return <Page id="report" label={t('report:title')} isBusy />
  const { today, timeZone } = days
  const contents = {
    files: <FileList today={today} news={news} />,
    failures: <FailureGroups news={news} />,
    hosts: <TallyTable by="host" today={today} timeZone={timeZone} news={news} />,
    days: <TallyTable by="day" today={today} timeZone={timeZone} news={news} />,
    library: <LibraryPanel news={news} />,
  }
  return (
    <Page id="report" label={t('report:title')}>
      <Figures days={days} />
      <SectionTabs
        of="page"
        label={t('report:tabs')}
        tabs={reportTabs.map((id) => ({ id, name: t(`report:tab.${id}`), content: contents[id] }))}
        kept={{ shown: shown.tab, onShow: (tab) => view.setState({ report: { ...shown, tab } }) }}
      />
    </Page>
  )
}

function newsOf(
  totals: { readonly files: number; readonly failed: number; readonly retries: number },
  episodes: { readonly completed: number; readonly failed: number },
): number {
  return totals.files + totals.failed + totals.retries + 3 * episodes.completed + 7 * episodes.failed
}
