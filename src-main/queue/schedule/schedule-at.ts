import { minutesOfDay, minutesOfWeek, type ScheduleRule, type WeekPlan } from '../../../src-preload/contract/index.ts'
import type { Calendar } from '../ports.ts'

const minuteMs = 60_000
/** A week of changes each minute, and as many again for clocks that change; nothing comes near it. */
const mostSteps = 2 * minutesOfWeek
/** What says the same for longer than a week, and over a change of the clocks, says it for ever. */
const farthestMs = 15 * minutesOfDay * minuteMs

export interface ScheduledNow {
  readonly rule: ScheduleRule
  /** When another rule begins, in milliseconds since the epoch; null where none ever does. */
  readonly until: number | null
}

/**
 * What a plan of the week says at an instant, by the clock on the wall there. Between two changes of the zone's offset
 * that clock simply goes on; at a change it is read anew. So an hour that is skipped never comes, and one that is
 * doubled comes twice.
 */
export function scheduleAt(plan: WeekPlan, timeZone: string, instant: number, calendar: Calendar): ScheduledNow {
  const rule = ruleAt(plan, timeZone, instant, calendar)
  let at = instant
  for (let step = 0; step < mostSteps && at - instant <= farthestMs; step += 1) {
    const wall = calendar.wallClock(at, timeZone)
    const change = calendar.nextOffsetChange(at, timeZone)
    const boundary = at + msToBoundary(plan, wall.msOfWeek)
    at = change === null ? boundary : Math.min(boundary, change)
    if (ruleAt(plan, timeZone, at, calendar) !== rule) return { rule, until: at }
  }
  return { rule, until: null }
}

function ruleAt(plan: WeekPlan, timeZone: string, instant: number, calendar: Calendar): ScheduleRule {
  const rule = plan[Math.floor(calendar.wallClock(instant, timeZone).msOfWeek / minuteMs)]
  if (rule === undefined) throw new RangeError('a minute outside of the week')
  return rule
}

/** Until the plan has another rule than at this time of the week; a week where it has only one. */
function msToBoundary(plan: WeekPlan, msOfWeek: number): number {
  const minute = Math.floor(msOfWeek / minuteMs)
  const rule = plan[minute]
  let ahead = 1
  while (ahead < minutesOfWeek && plan[(minute + ahead) % minutesOfWeek] === rule) ahead += 1
  return (minute + ahead) * minuteMs - msOfWeek
}
