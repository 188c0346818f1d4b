import { z } from 'zod'
import { languages } from './languages.ts'
import { nameTemplateSchema } from './name-template-schema.ts'
import { defaultProxySettings, defaultTlsSettings, proxySettingsSchema, tlsSettingsSchema } from './network-settings.ts'
import { noSchedule, scheduleSchema } from './schedule.ts'

/** What happens when the wanted file is already there. */
export const conflictPolicySchema = z.enum(['rename', 'overwrite', 'skip'])
export type ConflictPolicy = z.infer<typeof conflictPolicySchema>

const count = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum)
const hourMs = 3_600_000

/** Segments of one episode at most; also the bound of the job's own `connections`. */
export const connectionsPerEpisodeSchema = count(1, 16)
/** Episodes that may be active at once; 0 starts nothing. */
export const slotCountSchema = count(0, 512)
/** Bytes per second; 0 means no limit. */
export const speedLimitSchema = count(0, Number.MAX_SAFE_INTEGER)

/**
 * Names a file that was not given one: `{name}`, `{ext}`, `{title}`, `{host}`, `{date}`, `{job}`, `{index}`, and with
 * zeros before it `{index:03}`. Every brace belongs to one of these.
 */
const fileNameTemplateSchema = nameTemplateSchema(['name', 'ext', 'title', 'host', 'date', 'job', 'index'], 'template')

/** How failures that may pass are tried again: exponential back-off from base to max, in milliseconds. */
export const retrySettingsSchema = z.strictObject({
  maxAttempts: count(1, 100),
  baseDelayMs: count(0, hourMs),
  maxDelayMs: count(0, hourMs),
})

/** Between what automatic scaling moves: the slots, and the connections of one host at most. `minSlots` is at most `maxSlots`. */
export const autoScaleBoundsSchema = z.strictObject({
  minSlots: count(1, 512),
  maxSlots: count(1, 512),
  maxConnectionsPerHost: count(1, 512),
})
export type AutoScaleBounds = z.infer<typeof autoScaleBoundsSchema>
/** Failures that may pass are tried again by themselves after each of these delays, counted from the last failure. */
export const laterRetriesSchema = z.strictObject({
  enabled: z.boolean(),
  delaysMinutes: z.array(count(1, 43_200)).min(1).max(10),
})

/** Every setting with its range. Values out of range are refused, never clamped. */
export const settingsSchema = z.strictObject({
  maxSlots: slotCountSchema,
  /** Of these as many as episodes of one host may hold at once; 0 sets no limit of its own. */
  maxSlotsPerHost: slotCountSchema,
  /** Shares the slots evenly between the jobs of equal priority, instead of serving the first before the next. */
  fairJobs: z.boolean(),
  /** What lowering `maxSlots` or `maxSlotsPerHost` does with the surplus: back to `queued` at a checkpoint, or run to the end. */
  loweringSlots: z.enum(['requeue', 'drain']),
  maxConnectionsPerEpisode: connectionsPerEpisodeSchema,
  maxConnectionsPerHost: count(1, 512),
  /** Least time between two requests to one host, shared by all slots, in milliseconds. */
  hostRequestIntervalMs: count(0, hourMs),
  /**
   * What changed in a session and is no token that the next request depends on is on disk after so many milliseconds; such a
   * token is at once.
   */
  tokenSaveIntervalMs: count(0, 60_000),
  speedLimit: speedLimitSchema,
  /** When to download and how fast, above all queues. */
  schedule: scheduleSchema,
  /**
   * The number of slots and of each host's connections follows the speed that is measured. `maxSlots` and
   * `maxConnectionsPerHost` are left as they are and hold again once this is off; at `maxSlots` 0 nothing starts in
   * either case.
   */
  autoScale: z.boolean(),
  autoScaleBounds: autoScaleBoundsSchema.refine(({ minSlots, maxSlots }) => minSlots <= maxSlots),
  retry: retrySettingsSchema,
  laterRetries: laterRetriesSchema,
  /** How long the report remembers what was removed from the list, in days; 0 remembers nothing new. */
  historyDays: count(0, 36_500),
  /** A connection that brings nothing for this long is given up, in milliseconds. */
  stallTimeoutMs: count(1_000, 600_000),
  /** Whether the computer is kept from falling asleep by itself while something downloads; the desktop app alone can. */
  preventSleep: z.boolean(),
  /** Room kept free on the disk, in bytes. */
  minFreeBytes: count(0, Number.MAX_SAFE_INTEGER),
  /** Absolute folder for jobs that name none. */
  downloadDirectory: z.string().min(1).max(4_096),
  fileNameTemplate: fileNameTemplateSchema,
  onConflict: conflictPolicySchema,
  /** Whether addresses in private networks may be fetched. Staffel's own address is always refused. */
  allowPrivateAddresses: z.boolean(),
  /** Which way requests go; a job can have its own. */
  proxy: proxySettingsSchema,
  tls: tlsSettingsSchema,
  /** A short tone in the window when everything is finished, and when something has failed. */
  sounds: z.boolean(),
  language: z.enum(['system', ...languages]),
  theme: z.enum(['system', 'light', 'dark']),
})
export type Settings = z.infer<typeof settingsSchema>

/** A change of settings: any part of them; nested objects are merged, and fit together once they are. */
export const settingsPatchSchema = settingsSchema
  .extend({
    retry: retrySettingsSchema.partial(),
    schedule: scheduleSchema.partial(),
    autoScaleBounds: autoScaleBoundsSchema.partial(),
    laterRetries: laterRetriesSchema.partial(),
    proxy: proxySettingsSchema.partial(),
    tls: tlsSettingsSchema.partial(),
  })
  .partial()
export type SettingsPatch = z.infer<typeof settingsPatchSchema>

/** The settings of a fresh installation, but for the platform's download folder. */
export const defaultSettings: Omit<Settings, 'downloadDirectory'> = {
  maxSlots: 3,
  maxSlotsPerHost: 0,
  fairJobs: false,
  loweringSlots: 'requeue',
  maxConnectionsPerEpisode: 4,
  maxConnectionsPerHost: 8,
  hostRequestIntervalMs: 0,
  tokenSaveIntervalMs: 1_000,
  speedLimit: 0,
  schedule: noSchedule,
  autoScale: false,
  autoScaleBounds: { minSlots: 1, maxSlots: 64, maxConnectionsPerHost: 64 },
  retry: { maxAttempts: 5, baseDelayMs: 1_000, maxDelayMs: 60_000 },
  laterRetries: { enabled: true, delaysMinutes: [10, 60, 360] },
  historyDays: 365,
  stallTimeoutMs: 30_000,
  preventSleep: true,
  minFreeBytes: 536_870_912,
  fileNameTemplate: '{name}.{ext}',
  onConflict: 'rename',
  allowPrivateAddresses: true,
  proxy: defaultProxySettings,
  tls: defaultTlsSettings,
  sounds: false,
  language: 'system',
  theme: 'system',
}
