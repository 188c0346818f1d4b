import { LayoutDashboard, Plus } from 'lucide-react'
import { useState } from 'react'
import { useAsked } from '../../state/use-asked.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { useTick } from '../../state/use-tick.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { CalendarPanel } from './calendar-panel.tsx'
import { DisksPanel } from './disks-panel.tsx'
import { HostsPanel } from './hosts-panel.tsx'
import styles from './overview.module.css'
import { PeriodFigures } from './period-figures.tsx'
import { SlotsPanel } from './slots-panel.tsx'
import { ThroughputPanel } from './throughput-panel.tsx'
import { WaitingPanel } from './waiting-panel.tsx'

const askMs = 3_000
/** As long as the list is counted for the first time. */
const countingMs = 1_000

/** The whole at a glance: what was done, what is done, and what stands in the way of the rest. */
export function OverviewPage() {
  const { overview, view } = useCore()
  const t = useText()
  const ended = useLive(({ stats }) => (stats === null ? 0 : stats.totals.files + stats.totals.failed + stats.totals.retries))
  const hasJobs = useLive(({ stats }) => (stats?.jobs.all ?? 0) > 0)
  const [isCounted, setIsCounted] = useState(false)
  const tick = useTick(isCounted ? askMs : countingMs)
  const found = useAsked(() => overview.overview(), 'overview', tick + ended)
  if (!isCounted && found !== null && found.waiting !== null) setIsCounted(true)
  if (found === null) return <Page id="overview" label={t('overview:title')} isBusy />
  if (found.since === null && !hasJobs) {
    return (
      <Page id="overview" label={t('overview:title')}>
        <Empty icon={<LayoutDashboard aria-hidden />} title={t('overview:empty.title')} text={t('overview:empty.text')}>
          <Button
            variant="primary"
            icon={<Plus aria-hidden />}
            onPress={() => view.setState({ dialog: { kind: 'add', text: '' } })}
          >
            {t('common:action.addLong')}
          </Button>
        </Empty>
      </Page>
    )
  }
  return (
    <Page id="overview" label={t('overview:title')}>
      <div className={styles.scroll}>
        <div className={styles.page}>
          <PeriodFigures figures={found.figures} since={found.since} />
          <ThroughputPanel />
          <div className={styles.columns}>
            <SlotsPanel />
            <WaitingPanel waiting={found.waiting} />
          </div>
          <HostsPanel hosts={found.hosts} />
          <div className={styles.columns}>
            <CalendarPanel calendar={found.calendar} today={found.today} />
            <DisksPanel disks={found.disks} />
          </div>
        </div>
      </div>
    </Page>
  )
}
