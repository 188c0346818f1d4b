import type { ComponentType } from 'react'
import { type SettingId, type SettingsSection, settingIds } from '../../state/setting-catalogue.ts'
import { WhenFinishedChoice } from '../finishing/when-finished-choice.tsx'
import * as network from '../network/network-controls.tsx'
import * as appearance from './appearance-controls.tsx'
import * as connection from './connection-controls.tsx'
import * as error from './error-controls.tsx'
import * as file from './file-controls.tsx'
import * as queue from './queue-controls.tsx'
import * as schedule from './schedule-controls.tsx'
import type { SettingControl } from './use-setting.ts'

/** The control of every setting, or the setting whose control shows it as well. */
export const settingControls: Readonly<Record<SettingId, SettingControl | SettingId>> = {
  maxSlots: queue.MaxSlots,
  autoScale: queue.AutoScale,
  'autoScaleBounds.minSlots': queue.ScaledMinSlots,
  'autoScaleBounds.maxSlots': queue.ScaledMaxSlots,
  'autoScaleBounds.maxConnectionsPerHost': queue.ScaledMaxConnections,
  speedLimit: queue.SpeedLimit,
  fairJobs: queue.FairJobs,
  loweringSlots: queue.LoweringSlots,
  'schedule.enabled': schedule.ScheduleEnabled,
  'schedule.windows': schedule.ScheduleWindows,
  'schedule.otherwise': 'schedule.windows',
  'schedule.timeZone': schedule.ScheduleTimeZone,
  preventSleep: schedule.PreventSleep,
  maxConnectionsPerEpisode: connection.ConnectionsPerEpisode,
  maxConnectionsPerHost: connection.ConnectionsPerHost,
  maxSlotsPerHost: connection.SlotsPerHost,
  allowPrivateAddresses: connection.PrivateAddresses,
  hostRequestIntervalMs: connection.RequestInterval,
  tokenSaveIntervalMs: connection.TokenSaveInterval,
  'proxy.use': network.ProxyUse,
  'proxy.bypass': network.ProxyBypass,
  'proxy.hosts': network.ProxyHosts,
  'tls.caFiles': network.CaFiles,
  'tls.exceptions': network.TlsExceptions,
  downloadDirectory: file.DownloadDirectory,
  fileNameTemplate: file.FileNameTemplate,
  onConflict: file.OnConflict,
  minFreeBytes: file.MinFreeBytes,
  historyDays: file.HistoryDays,
  'retry.maxAttempts': error.MaxAttempts,
  'laterRetries.enabled': error.LaterRetries,
  'laterRetries.delaysMinutes': error.LaterDelays,
  stallTimeoutMs: error.StallTimeout,
  'retry.baseDelayMs': error.BaseDelay,
  'retry.maxDelayMs': error.MaxDelay,
  language: appearance.Language,
  theme: appearance.Theme,
  sounds: appearance.Sounds,
}

/** The setting whose control shows this one. */
export function shownBy(id: SettingId): SettingId {
  const control = settingControls[id]
  return typeof control === 'string' ? control : id
}

/** The settings that the control of this one shows. */
export function shownWith(id: SettingId): readonly SettingId[] {
  return settingIds.filter((other) => shownBy(other) === id)
}

/** What stands below the settings of a section and is none. */
export const sectionExtras: Readonly<Partial<Record<SettingsSection, ComponentType>>> = {
  schedule: WhenFinishedChoice,
  appearance: appearance.About,
}
