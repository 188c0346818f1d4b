import { useFormat, useText } from '../../state/use-text.ts'
import styles from './settings.module.css'
import { lastStop, slotsAtStop, stopOfSlots } from './slot-stops.ts'
import { patchOf, useSetting } from './use-setting.ts'

/**
 * The number of slots on a scale whose steps grow. The browser's own slider: its value is a stop, and what is spoken the
 * number that stands for.
 */
export function SlotSlider({ slots }: { readonly slots: number }) {
  const t = useText()
  const format = useFormat()
  const { change } = useSetting()
  return (
    <input
      type="range"
      className={styles.slider}
      aria-label={t('settings:maxSlots.slider')}
      aria-valuetext={format.count(slots)}
      min={0}
      max={lastStop}
      step={1}
      value={stopOfSlots(slots)}
      onChange={(event) => void change(patchOf('maxSlots', slotsAtStop(event.currentTarget.valueAsNumber)))}
    />
  )
}
