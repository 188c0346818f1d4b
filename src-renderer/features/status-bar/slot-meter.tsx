import { Minus, Plus } from 'lucide-react'
import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { slotNote } from '../../state/slot-note.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import styles from './status-bar.module.css'

const { maxSlots, autoScaleBounds } = settingsSchema.shape

/**
 * How many episodes are active, of how many may be; what keeps them fewer; one more or fewer at a press. The steps stand
 * around the number that they change: the user's own, or what automatic scaling may go up to.
 */
export function SlotMeter() {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const settings = useLive((state) => state.settings)
  const slots = useLive((state) => state.stats?.slots ?? null)
  const scaling = useLive((state) => state.stats?.scaling ?? null)
  const closedUntil = useLive((state) => state.stats?.schedule?.until ?? null)
  if (settings === null || slots === null) return null
  const isAutomatic = settings.autoScale
  const configured = isAutomatic ? settings.autoScaleBounds.maxSlots : settings.maxSlots
  const fewest = isAutomatic ? settings.autoScaleBounds.minSlots : maxSlots.minValue
  const most = isAutomatic ? autoScaleBounds.shape.maxSlots.maxValue : maxSlots.maxValue
  const change = (number: number) => {
    const patch = isAutomatic ? { autoScaleBounds: { maxSlots: number } } : { maxSlots: number }
    void commands.changeSettings(patch).then((problem) => {
      if (problem !== null) commands.say({ kind: 'problem', problem })
    })
  }
  const values = {
    active: format.count(slots.active),
    effective: format.count(slots.effective),
    configured: format.count(configured),
  }
  const note = slotNote(t, format, slots, closedUntil)
  return (
    <fieldset className={styles.slots} aria-label={t('status:slots')}>
      <span className={styles.slotsName} aria-hidden>
        {t('status:slots')}
      </span>
      {isAutomatic && (
        <output
          aria-live="off"
          className={styles.slotsValue}
          title={scaling === null ? undefined : t(`status:scaling.${scaling.phase}`)}
        >
          <span aria-hidden>
            {t('status:slotsAutomatic', values)} <span className={styles.automatic}>{t('status:automatic')}</span>
          </span>
          <span className="visually-hidden">{t('status:slotsAutomaticSpoken', values)}</span>
        </output>
      )}
      <IconButton
        className={styles.step}
        label={isAutomatic ? t('status:lowerBound') : t('status:fewerSlots')}
        icon={<Minus />}
        isDisabled={configured <= (fewest ?? 0)}
        onPress={() => change(configured - 1)}
      />
      {isAutomatic ? (
        <span className={styles.bound} aria-hidden>
          <span className={styles.boundName}>{t('status:bound')} </span>
          {values.configured}
        </span>
      ) : (
        // It runs by itself, and would be read out at each start and end.
        <output aria-live="off" className={styles.slotsValue}>
          <span aria-hidden>{t('status:slotsValue', values)}</span>
          <span className="visually-hidden">{t('status:slotsSpoken', values)}</span>
        </output>
      )}
      <IconButton
        className={styles.step}
        label={isAutomatic ? t('status:raiseBound') : t('status:moreSlots')}
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
