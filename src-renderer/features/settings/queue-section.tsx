import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { AutoScaleSettings } from './auto-scale-settings.tsx'
import { SettingNumber } from './setting-number.tsx'
import styles from './settings.module.css'
import { lastStop, slotsAtStop, stopOfSlots } from './slot-stops.ts'
import { type SectionProps, useSetting } from './use-setting.ts'

const { maxSlots, speedLimit } = settingsSchema.shape

export function QueueSection({ settings }: SectionProps) {
  const t = useText()
  const format = useFormat()
  const { change } = useSetting()
  return (
    <>
      <SettingNumber
        label={t('settings:maxSlots.label')}
        help={settings.autoScale ? t('settings:maxSlots.helpAutomatic') : t('settings:maxSlots.help')}
        value={settings.maxSlots}
        schema={maxSlots}
        patch={(value) => ({ maxSlots: value })}
        beside={
          <input
            type="range"
            className={styles.slider}
            aria-label={t('settings:maxSlots.slider')}
            aria-valuetext={format.count(settings.maxSlots)}
            min={0}
            max={lastStop}
            step={1}
            value={stopOfSlots(settings.maxSlots)}
            onChange={(event) => change({ maxSlots: slotsAtStop(event.currentTarget.valueAsNumber) })}
          />
        }
      />
      <AutoScaleSettings settings={settings} />
      <Segmented
        label={t('settings:loweringSlots.label')}
        help={t('settings:loweringSlots.help')}
        value={settings.loweringSlots}
        options={[
          { value: 'requeue', label: t('settings:loweringSlots.requeue') },
          { value: 'drain', label: t('settings:loweringSlots.drain') },
        ]}
        onChange={(loweringSlots) => change({ loweringSlots })}
      />
      <Checkbox isSelected={settings.fairJobs} help={t('settings:fairJobs.help')} onChange={(fairJobs) => change({ fairJobs })}>
        {t('settings:fairJobs.label')}
      </Checkbox>
      <SettingNumber
        label={t('settings:speedLimit.label')}
        help={t('settings:speedLimit.help')}
        value={settings.speedLimit}
        schema={speedLimit}
        scale={1_000_000}
        unit={t('settings:unit.megabytesPerSecond')}
        patch={(value) => ({ speedLimit: value })}
      />
    </>
  )
}
