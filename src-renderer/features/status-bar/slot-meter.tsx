import { Minus, Plus } from 'lucide-react'
import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import { slotNote } from './slot-note.ts'
import styles from './status-bar.module.css'

const { minValue: fewest, maxValue: most } = settingsSchema.shape.maxSlots

/** How many episodes are active, of how many may be; what keeps them fewer; one more or fewer at a press. */
export function SlotMeter() {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const configured = useLive((state) => state.settings?.maxSlots ?? null)
  const slots = useLive((state) => state.stats?.slots ?? null)
  const closedUntil = useLive((state) => state.stats?.schedule?.until ?? null)
  if (configured === null || slots === null) return null
  const change = (maxSlots: number) => {
    void commands.changeSettings({ maxSlots }).then((problem) => {
      if (problem !== null) commands.say({ kind: 'problem', problem })
    })
  }
  const values = { active: format.count(slots.active), configured: format.count(configured) }
  const note = slotNote(t, format, slots, closedUntil)
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
