import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { SettingNumber } from './setting-number.tsx'
import { SettingSwitch } from './setting-switch.tsx'
import type { ControlProps } from './use-setting.ts'

const { maxSlotsPerHost, maxConnectionsPerEpisode, maxConnectionsPerHost, hostRequestIntervalMs, tokenSaveIntervalMs } =
  settingsSchema.shape

export function ConnectionsPerEpisode({ settings }: ControlProps) {
  return (
    <SettingNumber id="maxConnectionsPerEpisode" value={settings.maxConnectionsPerEpisode} schema={maxConnectionsPerEpisode} />
  )
}

export function ConnectionsPerHost({ settings }: ControlProps) {
  return <SettingNumber id="maxConnectionsPerHost" value={settings.maxConnectionsPerHost} schema={maxConnectionsPerHost} />
}

export function SlotsPerHost({ settings }: ControlProps) {
  return <SettingNumber id="maxSlotsPerHost" value={settings.maxSlotsPerHost} schema={maxSlotsPerHost} />
}

export function PrivateAddresses({ settings }: ControlProps) {
  return <SettingSwitch id="allowPrivateAddresses" value={settings.allowPrivateAddresses} />
}

export function RequestInterval({ settings }: ControlProps) {
  return (
    <SettingNumber
      id="hostRequestIntervalMs"
      value={settings.hostRequestIntervalMs}
      schema={hostRequestIntervalMs}
      scale={1_000}
      measure="second"
    />
  )
}

export function TokenSaveInterval({ settings }: ControlProps) {
  return (
    <SettingNumber
      id="tokenSaveIntervalMs"
      value={settings.tokenSaveIntervalMs}
      schema={tokenSaveIntervalMs}
      scale={1_000}
      measure="second"
    />
  )
}
