import type { Settings } from '../../src-preload/contract/index.ts'
import type { TransferSettings } from './ports.ts'

/** What the engine goes by: of the settings what concerns it, with what holds beside them at this moment. */
export function engineSettings(
  settings: Settings,
  present: Pick<TransferSettings, 'speedLimit' | 'ownAddresses' | 'network'>,
): TransferSettings {
  const { stallTimeoutMs, hostRequestIntervalMs, minFreeBytes, allowPrivateAddresses } = settings
  const { maxConnectionsPerHost } = settings.autoScale ? settings.autoScaleBounds : settings
  return { stallTimeoutMs, hostRequestIntervalMs, minFreeBytes, allowPrivateAddresses, maxConnectionsPerHost, ...present }
}

/** Of two speed limits the one that allows less; 0 is none. */
export function lowerLimit(one: number, other: number): number {
  return one === 0 || other === 0 ? Math.max(one, other) : Math.min(one, other)
}
