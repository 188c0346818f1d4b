import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { DelaysField } from './delays-field.tsx'
import { SettingNumber } from './setting-number.tsx'
import { SettingSwitch } from './setting-switch.tsx'
import type { ControlProps } from './use-setting.ts'

const { stallTimeoutMs, retry } = settingsSchema.shape
const { maxAttempts, baseDelayMs, maxDelayMs } = retry.shape

export function MaxAttempts({ settings }: ControlProps) {
  return <SettingNumber id="retry.maxAttempts" value={settings.retry.maxAttempts} schema={maxAttempts} />
}

export function LaterRetries({ settings }: ControlProps) {
  return <SettingSwitch id="laterRetries.enabled" value={settings.laterRetries.enabled} />
}

export function LaterDelays({ settings }: ControlProps) {
  return <DelaysField delays={settings.laterRetries.delaysMinutes} />
}

export function StallTimeout({ settings }: ControlProps) {
  return (
    <SettingNumber id="stallTimeoutMs" value={settings.stallTimeoutMs} schema={stallTimeoutMs} scale={1_000} measure="second" />
  )
}

export function BaseDelay({ settings }: ControlProps) {
  return (
    <SettingNumber
      id="retry.baseDelayMs"
      value={settings.retry.baseDelayMs}
      schema={baseDelayMs}
      scale={1_000}
      measure="second"
    />
  )
}

export function MaxDelay({ settings }: ControlProps) {
  return (
    <SettingNumber id="retry.maxDelayMs" value={settings.retry.maxDelayMs} schema={maxDelayMs} scale={1_000} measure="second" />
  )
}
