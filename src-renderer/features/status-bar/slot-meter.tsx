import { Minus, Plus } from 'lucide-react'
import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import styles from './status-bar.module.css'

const { minValue: fewest, maxValue: most } = settingsSchema.shape.maxSlots

/** How many episodes are active, of how many may be; what keeps them fewer; one more or fewer at a press. */
export function SlotMeter() {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const configured = useLive((state) => state.settings?.maxSlots ?? null)
  const slots = useLive((state) => state.stats?.slots ?? null)
  const pausedUntil = useLive((state) => state.stats?.schedule?.until ?? null)
  if (configured === null || slots === null) return null
  const change = (maxSlots: number) => {
    void commands.changeSettings({ maxSlots }).then((problem) => {
      if (problem !== null) commands.say({ kind: 'problem', problem })
    })
  }
  const values = { active: format.count(slots.active), configured: format.count(configured) }
  const note =
    slots.limitedBy === 'schedule' && pausedUntil !== null
      ? t('status:scheduledUntil', { time: format.moment(pausedUntil, Date.now()) })
      : slots.limitedBy !== null
        ? t(`status:limitedBy.${slots.limitedBy}`)
        : slots.draining > 0
          ? t('status:draining', { count: slots.draining, formatted: format.count(slots.draining) })
          : null
  return (
    <fieldset className={styles.slots} aria-label={t('status:slots')}>
      <span className={styles.slotsName} aria-hidden>
        {t('status:slots')}
      </span>
      <IconButton
        className={styles.step}
        label={t('status:fewerSlots')}
        icon={<Minus />}
        isDisabled={configured <= (fewest ?? 0)}
        onPress={() => change(configured - 1)}
      />
      <output className={styles.slotsValue}>
        <span aria-hidden>{t('status:slotsValue', values)}</span>
        <span className="visually-hidden">{t('status:slotsSpoken', values)}</span>
      </output>
      <IconButton
        className={styles.step}
        label={t('status:moreSlots')}
        icon={<Plus />}
        isDisabled={most !== null && configured >= most}
        onPress={() => change(configured + 1)}
      />
      {note !== null && (
        <span className={styles.note} title={note}>
          {note}
        </span>
      )}
    </fieldset>
  )
}
