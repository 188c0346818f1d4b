import { Gauge, HardDrive } from 'lucide-react'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { MenuButton } from '../../ui/menu.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { Steady } from '../../ui/steady.tsx'
import { NoticeBell } from '../notices/notice-bell.tsx'
import { SlotMeter } from './slot-meter.tsx'
import styles from './status-bar.module.css'

/** Bytes per second that are one press away. */
const speedSteps = [1, 2, 5, 10, 20, 50].map((megabytes) => megabytes * 1_000_000)

/** The whole at a glance: speed, slots, the limit, the disk. */
export function StatusBar() {
  return (
    <footer className={styles.bar}>
      <TotalSpeed />
      <SlotMeter />
      <span className={styles.space} />
      <SpeedLimit />
      <FreeDisk />
      <NoticeBell />
    </footer>
  )
}

function TotalSpeed() {
  const t = useText()
  const format = useFormat()
  const speed = useLive((state) => state.speed)
  const history = useLive((state) => state.speedHistory)
  return (
    <span className={styles.speed}>
      <span className="visually-hidden">{t('status:speed')}</span>
      <Sparkline values={history} />
      <Steady className={styles.speedValue}>{format.speed(speed)}</Steady>
    </span>
  )
}

function SpeedLimit() {
  const { commands, view } = useCore()
  const t = useText()
  const format = useFormat()
  const limit = useLive((state) => state.settings?.speedLimit ?? null)
  const schedule = useLive((state) => state.stats?.schedule ?? null)
  if (limit === null) return null
  const scheduled = schedule?.overridden === false ? schedule.speedLimit : null
  const set = (speedLimit: number) => {
    void commands.changeSettings({ speedLimit }).then((problem) => {
      if (problem !== null) commands.say({ kind: 'problem', problem })
    })
  }
  const isScheduled = scheduled !== null && (limit === 0 || scheduled < limit)
  const value = isScheduled
    ? t('status:limitScheduled', { speed: format.chosenSpeed(scheduled) })
    : limit === 0
      ? t('status:noLimit')
      : t('status:limitValue', { speed: format.chosenSpeed(limit) })
  return (
    <MenuButton
      label={t('status:limit')}
      groups={[
        [
          { id: '0', label: t('status:noLimit'), isChecked: limit === 0, onAction: () => set(0) },
          ...speedSteps.map((step) => ({
            id: String(step),
            label: format.chosenSpeed(step),
            isChecked: limit === step,
            onAction: () => set(step),
          })),
        ],
        [
          {
            id: 'other',
            label: t('status:limitOther'),
            onAction: () => view.setState({ dialog: { kind: 'settings', setting: 'speedLimit' } }),
          },
        ],
      ]}
    >
      <Button variant="quiet" className={styles.limit} icon={<Gauge aria-hidden />} aria-label={`${t('status:limit')}: ${value}`}>
        {value}
      </Button>
    </MenuButton>
  )
}

function FreeDisk() {
  const t = useText()
  const format = useFormat()
  const disk = useLive((state) => state.stats?.disk ?? null)
  if (disk === null) return null
  const size = format.bytes(disk.freeBytes)
  return (
    <span className={styles.disk} title={t('status:diskSpoken', { size, path: disk.path })}>
      <HardDrive aria-hidden />
      {t('status:disk', { size })}
    </span>
  )
}
