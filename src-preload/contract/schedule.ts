import { z } from 'zod'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export const weekdaySchema = z.enum(weekdays)
export type Weekday = z.infer<typeof weekdaySchema>

/** `full`: as the settings say; `limited`: no faster than `speedLimit`, bytes per second; `paused`: nothing is downloaded. */
export const scheduleModes = ['full', 'limited', 'paused'] as const
const fullRule = z.strictObject({ mode: z.literal('full') })
const pausedRule = z.strictObject({ mode: z.literal('paused') })
const limitedRule = z.strictObject({ mode: z.literal('limited'), speedLimit: z.int().min(1) })
export const scheduleRuleSchema = z.discriminatedUnion('mode', [fullRule, limitedRule, pausedRule])
export type ScheduleRule = z.infer<typeof scheduleRuleSchema>

/** Hours and minutes of the clock on the wall, `07:30`. */
const startSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const endSchema = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)

/**
 * A part of the week: on each of these days from one time of day to another. One that does not end later than it
 * begins crosses midnight, and belongs to the day it begins on.
 */
const span = { days: z.array(weekdaySchema).min(1).max(7), from: startSchema, to: endSchema }
const hasLength = ({ from, to }: { readonly from: string; readonly to: string }) => from !== to
const lengthProblem = { path: ['to'], error: 'a window without a length', params: { reason: 'emptyWindow' } }
export const scheduleWindowSchema = z
  .discriminatedUnion('mode', [fullRule.extend(span), limitedRule.extend(span), pausedRule.extend(span)])
  .refine(hasLength, lengthProblem)
export type ScheduleWindow = z.infer<typeof scheduleWindowSchema>

/** `system`: that of the machine Staffel runs on; else an IANA name, `Europe/Berlin`. */
const timeZoneSchema = z
  .string()
  .max(100)
  .refine((name) => name === 'system' || isTimeZone(name), { error: 'no known time zone', params: { reason: 'timeZone' } })

/**
 * When to download, and how fast, by the week. Of windows that overlap the later in the list counts; where there is
 * none, `otherwise` does. Times are those of a clock on the wall in the time zone: an hour that is skipped when the
 * clocks change does not come, one that is doubled comes twice.
 */
export const scheduleSchema = z.strictObject({
  enabled: z.boolean(),
  timeZone: timeZoneSchema,
  windows: z.array(scheduleWindowSchema).max(500),
  otherwise: scheduleRuleSchema,
})
export type Schedule = z.infer<typeof scheduleSchema>

export const noSchedule: Schedule = { enabled: false, timeZone: 'system', windows: [], otherwise: { mode: 'full' } }

/** What a schedule has to say at this moment. */
export const scheduleStateSchema = z.object({
  mode: z.enum(scheduleModes),
  /** Bytes per second; null where the schedule sets no limit of its own. */
  speedLimit: z.int().nullable(),
  /** When it says something else; null where it never does. */
  until: z.iso.datetime().nullable(),
  /** A person wanted to download all the same: until then it does not count. */
  overridden: z.boolean(),
})
export type ScheduleState = z.infer<typeof scheduleStateSchema>

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== 'Etc/Unknown'
  } catch {
    return false
  }
}
