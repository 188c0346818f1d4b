import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { SettingNumber } from './setting-number.tsx'
import styles from './settings.module.css'
import { type SectionProps, useSetting } from './use-setting.ts'

const { maxSlots, maxConnectionsPerHost } = settingsSchema.shape.autoScaleBounds.shape

/** Whether the numbers follow the speed by themselves, and between what. The bounds count for nothing while they do not. */
export function AutoScaleSettings({ settings: { autoScale, autoScaleBounds } }: SectionProps) {
  const t = useText()
  const { change } = useSetting()
  return (
    <>
      <Checkbox isSelected={autoScale} help={t('settings:autoScale.help')} onChange={(isOn) => change({ autoScale: isOn })}>
        {t('settings:autoScale.label')}
      </Checkbox>
      <div className={styles.bounds}>
        <SettingNumber
          label={t('settings:autoScaleMinSlots.label')}
          value={autoScaleBounds.minSlots}
          schema={{ minValue: 1, maxValue: autoScaleBounds.maxSlots }}
          isDisabled={!autoScale}
          patch={(minSlots) => ({ autoScaleBounds: { minSlots } })}
        />
        <SettingNumber
          label={t('settings:autoScaleMaxSlots.label')}
          value={autoScaleBounds.maxSlots}
          schema={{ minValue: autoScaleBounds.minSlots, maxValue: maxSlots.maxValue }}
          isDisabled={!autoScale}
          patch={(most) => ({ autoScaleBounds: { maxSlots: most } })}
        />
        <SettingNumber
          label={t('settings:autoScaleMaxConnections.label')}
          value={autoScaleBounds.maxConnectionsPerHost}
          schema={maxConnectionsPerHost}
          isDisabled={!autoScale}
          patch={(most) => ({ autoScaleBounds: { maxConnectionsPerHost: most } })}
        />
      </div>
    </>
  )
}
