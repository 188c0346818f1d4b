import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { SettingChoice } from './setting-choice.tsx'
import { SettingNumber } from './setting-number.tsx'
import { SettingSwitch } from './setting-switch.tsx'
import { SlotPicture } from './slot-picture.tsx'
import { SlotSlider } from './slot-slider.tsx'
import type { ControlProps } from './use-setting.ts'

const { maxSlots, speedLimit, autoScaleBounds, loweringSlots } = settingsSchema.shape
const { maxConnectionsPerHost } = autoScaleBounds.shape

export function MaxSlots({ settings }: ControlProps) {
  const t = useText()
  return (
    <>
      <SettingNumber
        id="maxSlots"
        help={settings.autoScale ? t('settings:maxSlots.helpAutomatic') : t('settings:maxSlots.help')}
        value={settings.maxSlots}
        schema={maxSlots}
        beside={<SlotSlider slots={settings.maxSlots} />}
      />
      <SlotPicture />
    </>
  )
}

export function AutoScale({ settings }: ControlProps) {
  return <SettingSwitch id="autoScale" value={settings.autoScale} />
}

export function ScaledMinSlots({ settings: { autoScaleBounds: bounds } }: ControlProps) {
  const schema = { minValue: autoScaleBounds.shape.minSlots.minValue, maxValue: bounds.maxSlots }
  return <SettingNumber id="autoScaleBounds.minSlots" value={bounds.minSlots} schema={schema} />
}

export function ScaledMaxSlots({ settings: { autoScaleBounds: bounds } }: ControlProps) {
  const schema = { minValue: bounds.minSlots, maxValue: autoScaleBounds.shape.maxSlots.maxValue }
  return <SettingNumber id="autoScaleBounds.maxSlots" value={bounds.maxSlots} schema={schema} />
}

export function ScaledMaxConnections({ settings: { autoScaleBounds: bounds } }: ControlProps) {
  return (
    <SettingNumber
      id="autoScaleBounds.maxConnectionsPerHost"
      value={bounds.maxConnectionsPerHost}
      schema={maxConnectionsPerHost}
    />
  )
}

export function SpeedLimit({ settings }: ControlProps) {
  return (
    <SettingNumber
      id="speedLimit"
      value={settings.speedLimit}
      schema={speedLimit}
      scale={1_000_000}
      measure="megabyte-per-second"
    />
  )
}

export function FairJobs({ settings }: ControlProps) {
  return <SettingSwitch id="fairJobs" value={settings.fairJobs} />
}

export function LoweringSlots({ settings }: ControlProps) {
  const t = useText()
  return (
    <SettingChoice
      id="loweringSlots"
      value={settings.loweringSlots}
      options={loweringSlots.options.map((value) => ({ value, label: t(`settings:loweringSlots.${value}`) }))}
    />
  )
}
