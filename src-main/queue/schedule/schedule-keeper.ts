import { type Queue, type Schedule, type ScheduleState, type WeekPlan, weekPlanOf } from '../../../src-preload/contract/index.ts'
import type { World } from '../world.ts'
import { type ScheduledNow, scheduleAt } from './schedule-at.ts'

/** The name of the schedule that stands above all queues; no id of a queue is empty. */
export const everyQueue = ''

/** A clock that was set, and a machine that slept, are noticed within this time. */
const longestSleepMs = 30_000

type ScheduleWorld = Pick<World, 'clock' | 'calendar' | 'log'>

interface Timetable {
  readonly schedule: Schedule
  readonly plan: WeekPlan
  now: ScheduledNow
  /** Until when a person wants it not to count, on the wall clock; `Infinity`: until they say otherwise; null: it counts. */
  overriddenUntil: number | null
}

/** How fast, and whether at all, may be downloaded now, and until when that holds. */
export interface Permission {
  readonly isOpen: boolean
  /** Bytes per second; 0 for no limit. */
  readonly speedLimit: number
  readonly until: number | null
}

const unrestricted: Permission = { isOpen: true, speedLimit: 0, until: null }

/**
 * Follows schedules, one by the name of each queue that has one: knows what each says now, and tells when one of them
 * says something else.
 */
export class ScheduleKeeper {
  readonly #world: ScheduleWorld
  readonly #onChange: () => void
  readonly #timetables = new Map<string, Timetable>()
  #cancelWake: (() => void) | null = null
  #isClosed = false

  constructor(world: ScheduleWorld, onChange: () => void) {
    this.#world = world
    this.#onChange = onChange
  }

  /** A schedule that is null or off is none. One that is as it was stays overridden. */
  follow(name: string, schedule: Schedule | null): void {
    const before = this.#timetables.get(name)
    if (before !== undefined && JSON.stringify(before.schedule) === JSON.stringify(schedule)) return
    if (before === undefined && (schedule === null || !schedule.enabled)) return
    if (schedule === null || !schedule.enabled) this.#timetables.delete(name)
    else {
      const plan = weekPlanOf(schedule)
      this.#timetables.set(name, { schedule, plan, now: this.#read(schedule, plan), overriddenUntil: null })
    }
    this.#plan()
    this.#onChange()
  }

  /** All queues there are, each with its own schedule or none. */
  followQueues(queues: readonly Pick<Queue, 'id' | 'schedule'>[]): void {
    const ids = new Set(queues.map(({ id }) => id))
    for (const name of this.#timetables.keys()) if (name !== everyQueue && !ids.has(name)) this.follow(name, null)
    for (const { id, schedule } of queues) this.follow(id, schedule)
  }

  permission(name: string): Permission {
    const timetable = this.#timetables.get(name)
    if (timetable === undefined || timetable.overriddenUntil !== null) return unrestricted
    const { rule, until } = timetable.now
    return { isOpen: rule.mode !== 'paused', speedLimit: rule.mode === 'limited' ? rule.speedLimit : 0, until }
  }

  /** Null where there is none, or it is off. */
  state(name: string): ScheduleState | null {
    const timetable = this.#timetables.get(name)
    if (timetable === undefined) return null
    const { rule, until } = timetable.now
    return {
      mode: rule.mode,
      speedLimit: rule.mode === 'limited' ? rule.speedLimit : null,
      until: until === null ? null : new Date(until).toISOString(),
      overridden: timetable.overriddenUntil !== null,
    }
  }

  /** Whether the schedule is not to count until it says something else by itself; false where there is none. */
  override(name: string, isOverridden: boolean): boolean {
    const timetable = this.#timetables.get(name)
    if (timetable === undefined) return false
    if ((timetable.overriddenUntil !== null) === isOverridden) return true
    timetable.overriddenUntil = isOverridden ? (timetable.now.until ?? Number.POSITIVE_INFINITY) : null
    this.#onChange()
    return true
  }

  /** Looks at the clock: called at each planned change, and whenever something may have happened to the clock. */
  look(): void {
    let hasChanged = false
    for (const timetable of this.#timetables.values()) {
      const before = timetable.now
      timetable.now = this.#read(timetable.schedule, timetable.plan)
      if (timetable.now.rule === before.rule && timetable.now.until === before.until) continue
      hasChanged = true
      // The change it was overridden until has come, or the clock was set and nobody knows any more.
      timetable.overriddenUntil = null
    }
    if (hasChanged) this.#onChange()
    this.#plan()
  }

  close(): void {
    this.#isClosed = true
    this.#cancelWake?.()
  }

  #read(schedule: Schedule, plan: WeekPlan): ScheduledNow {
    const { clock, calendar } = this.#world
    return scheduleAt(plan, schedule.timeZone, clock.now(), calendar)
  }

  #plan(): void {
    this.#cancelWake?.()
    this.#cancelWake = null
    const ends = [...this.#timetables.values()].map(({ now }) => now.until).filter((until) => until !== null)
    if (ends.length === 0 || this.#isClosed) return
    const delayMs = Math.min(longestSleepMs, Math.max(0, Math.min(...ends) - this.#world.clock.now()))
    this.#cancelWake = this.#world.clock.schedule(delayMs, () => this.look())
  }
}
