import type { Settings } from '../../src-preload/contract/index.ts'
import type { TextKey } from './i18n.ts'

/** The sections of the settings, in the order in which they are shown. */
export const settingSections = ['queue', 'schedule', 'connections', 'network', 'files', 'errors', 'appearance'] as const
export type SettingsSection = (typeof settingSections)[number]

/** Settings that are groups of settings: each part of them is one of its own. */
export type SettingGroup = 'schedule' | 'autoScaleBounds' | 'retry' | 'laterRetries' | 'proxy' | 'tls'

/** Every setting by its path in the contract: `maxSlots`, `retry.maxAttempts`. */
export type SettingId =
  | Exclude<keyof Settings, SettingGroup>
  | { [Group in SettingGroup]: `${Group}.${keyof Settings[Group] & string}` }[SettingGroup]

/** What there is to say about a setting before its value is known. */
export interface SettingFacts {
  readonly section: SettingsSection
  readonly label: TextKey
  /** One sentence. */
  readonly help: TextKey
  /** Other words it may be looked for by, with spaces between them. */
  readonly find: TextKey
  /** Few people ever need it: it stands in a part of the section that is opened on demand. */
  readonly isExpert?: true
  /** The desktop app alone can do it. */
  readonly isDesktopOnly?: true
}

/** Every setting once, in the order in which its section shows it. */
export const settingCatalogue: Readonly<Record<SettingId, SettingFacts>> = {
  maxSlots: {
    section: 'queue',
    label: 'settings:maxSlots.label',
    help: 'settings:maxSlots.help',
    find: 'settings:maxSlots.find',
  },
  autoScale: {
    section: 'queue',
    label: 'settings:autoScale.label',
    help: 'settings:autoScale.help',
    find: 'settings:autoScale.find',
  },
  'autoScaleBounds.minSlots': {
    section: 'queue',
    label: 'settings:autoScaleMinSlots.label',
    help: 'settings:autoScaleMinSlots.help',
    find: 'settings:autoScaleMinSlots.find',
  },
  'autoScaleBounds.maxSlots': {
    section: 'queue',
    label: 'settings:autoScaleMaxSlots.label',
    help: 'settings:autoScaleMaxSlots.help',
    find: 'settings:autoScaleMaxSlots.find',
  },
  'autoScaleBounds.maxConnectionsPerHost': {
    section: 'queue',
    label: 'settings:autoScaleMaxConnections.label',
    help: 'settings:autoScaleMaxConnections.help',
    find: 'settings:autoScaleMaxConnections.find',
  },
  speedLimit: {
    section: 'queue',
    label: 'settings:speedLimit.label',
    help: 'settings:speedLimit.help',
    find: 'settings:speedLimit.find',
  },
  fairJobs: {
    section: 'queue',
    label: 'settings:fairJobs.label',
    help: 'settings:fairJobs.help',
    find: 'settings:fairJobs.find',
  },
  loweringSlots: {
    section: 'queue',
    label: 'settings:loweringSlots.label',
    help: 'settings:loweringSlots.help',
    find: 'settings:loweringSlots.find',
  },
  'schedule.enabled': {
    section: 'schedule',
    label: 'settings:schedule.label',
    help: 'settings:schedule.help',
    find: 'settings:schedule.find',
  },
  'schedule.windows': {
    section: 'schedule',
    label: 'settings:scheduleWindows.label',
    help: 'settings:scheduleWindows.help',
    find: 'settings:scheduleWindows.find',
  },
  'schedule.otherwise': {
    section: 'schedule',
    label: 'settings:scheduleOtherwise.label',
    help: 'settings:scheduleOtherwise.help',
    find: 'settings:scheduleOtherwise.find',
  },
  'schedule.timeZone': {
    section: 'schedule',
    label: 'schedule:timeZone.label',
    help: 'schedule:timeZone.help',
    find: 'schedule:timeZone.find',
  },
  preventSleep: {
    section: 'schedule',
    label: 'settings:preventSleep.label',
    help: 'settings:preventSleep.help',
    find: 'settings:preventSleep.find',
    isDesktopOnly: true,
  },
  maxConnectionsPerEpisode: {
    section: 'connections',
    label: 'settings:maxConnectionsPerEpisode.label',
    help: 'settings:maxConnectionsPerEpisode.help',
    find: 'settings:maxConnectionsPerEpisode.find',
  },
  maxConnectionsPerHost: {
    section: 'connections',
    label: 'settings:maxConnectionsPerHost.label',
    help: 'settings:maxConnectionsPerHost.help',
    find: 'settings:maxConnectionsPerHost.find',
  },
  maxSlotsPerHost: {
    section: 'connections',
    label: 'settings:maxSlotsPerHost.label',
    help: 'settings:maxSlotsPerHost.help',
    find: 'settings:maxSlotsPerHost.find',
  },
  allowPrivateAddresses: {
    section: 'connections',
    label: 'settings:allowPrivateAddresses.label',
    help: 'settings:allowPrivateAddresses.help',
    find: 'settings:allowPrivateAddresses.find',
  },
  hostRequestIntervalMs: {
    section: 'connections',
    label: 'settings:hostRequestIntervalMs.label',
    help: 'settings:hostRequestIntervalMs.help',
    find: 'settings:hostRequestIntervalMs.find',
    isExpert: true,
  },
  tokenSaveIntervalMs: {
    section: 'connections',
    label: 'settings:tokenSaveIntervalMs.label',
    help: 'settings:tokenSaveIntervalMs.help',
    find: 'settings:tokenSaveIntervalMs.find',
    isExpert: true,
  },
  'proxy.use': { section: 'network', label: 'network:use.label', help: 'network:use.help', find: 'network:use.find' },
  'proxy.bypass': {
    section: 'network',
    label: 'network:bypass.label',
    help: 'network:bypass.help',
    find: 'network:bypass.find',
  },
  'proxy.hosts': { section: 'network', label: 'network:hosts.label', help: 'network:hosts.help', find: 'network:hosts.find' },
  'tls.caFiles': { section: 'network', label: 'network:ca.label', help: 'network:ca.help', find: 'network:ca.find' },
  'tls.exceptions': {
    section: 'network',
    label: 'network:exceptions.label',
    help: 'network:exceptions.help',
    find: 'network:exceptions.find',
  },
  downloadDirectory: {
    section: 'files',
    label: 'settings:downloadDirectory.label',
    help: 'settings:downloadDirectory.help',
    find: 'settings:downloadDirectory.find',
  },
  fileNameTemplate: {
    section: 'files',
    label: 'settings:fileNameTemplate.label',
    help: 'settings:fileNameTemplate.help',
    find: 'settings:fileNameTemplate.find',
  },
  onConflict: {
    section: 'files',
    label: 'settings:onConflict.label',
    help: 'settings:onConflict.help',
    find: 'settings:onConflict.find',
  },
  minFreeBytes: {
    section: 'files',
    label: 'settings:minFreeBytes.label',
    help: 'settings:minFreeBytes.help',
    find: 'settings:minFreeBytes.find',
  },
  historyDays: {
    section: 'files',
    label: 'settings:historyDays.label',
    help: 'settings:historyDays.help',
    find: 'settings:historyDays.find',
  },
  'retry.maxAttempts': {
    section: 'errors',
    label: 'settings:maxAttempts.label',
    help: 'settings:maxAttempts.help',
    find: 'settings:maxAttempts.find',
  },
  'laterRetries.enabled': {
    section: 'errors',
    label: 'settings:laterRetries.label',
    help: 'settings:laterRetries.help',
    find: 'settings:laterRetries.find',
  },
  'laterRetries.delaysMinutes': {
    section: 'errors',
    label: 'settings:laterDelays.label',
    help: 'settings:laterDelays.help',
    find: 'settings:laterDelays.find',
  },
  stallTimeoutMs: {
    section: 'errors',
    label: 'settings:stallTimeoutMs.label',
    help: 'settings:stallTimeoutMs.help',
    find: 'settings:stallTimeoutMs.find',
  },
  'retry.baseDelayMs': {
    section: 'errors',
    label: 'settings:baseDelayMs.label',
    help: 'settings:baseDelayMs.help',
    find: 'settings:baseDelayMs.find',
    isExpert: true,
  },
  'retry.maxDelayMs': {
    section: 'errors',
    label: 'settings:maxDelayMs.label',
    help: 'settings:maxDelayMs.help',
    find: 'settings:maxDelayMs.find',
    isExpert: true,
  },
  language: {
    section: 'appearance',
    label: 'settings:language.label',
    help: 'settings:language.help',
    find: 'settings:language.find',
  },
  theme: { section: 'appearance', label: 'settings:theme.label', help: 'settings:theme.help', find: 'settings:theme.find' },
  sounds: { section: 'appearance', label: 'signals:sounds.label', help: 'signals:sounds.help', find: 'signals:sounds.find' },
}

export const settingIds = Object.keys(settingCatalogue).filter(isSettingId)

export function isSettingId(text: string): text is SettingId {
  return Object.hasOwn(settingCatalogue, text)
}

/** Name of its section, spelt out. */
export function sectionKey(section: SettingsSection): TextKey {
  return `settings:section.${section}`
}
