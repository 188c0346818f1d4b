import { type Schedule, type ScheduleRule, type ScheduleWindow, weekdays } from './schedule.ts'

export const minutesOfDay = 1_440
export const minutesOfWeek = 7 * minutesOfDay

/** A week as it is lived: one rule for each of its minutes, from Monday 00:00. Equal rules are the same object. */
export type WeekPlan = readonly ScheduleRule[]

export function weekPlanOf({ windows, otherwise }: Pick<Schedule, 'windows' | 'otherwise'>): WeekPlan {
  const known = new Map<string, ScheduleRule>()
  const plan = new Array<ScheduleRule>(minutesOfWeek).fill(ruleOf(otherwise, known))
  for (const window of windows) {
    const rule = ruleOf(window, known)
    const from = minuteOf(window.from)
    const to = minuteOf(window.to)
    const length = to > from ? to - from : to + minutesOfDay - from
    for (const day of window.days) {
      const start = weekdays.indexOf(day) * minutesOfDay + from
      for (let minute = start; minute < start + length; minute += 1) plan[minute % minutesOfWeek] = rule
    }
  }
  return plan
}

/** The plan with another rule for some minutes from one on; minutes are counted over the end of the week. */
export function painted(plan: WeekPlan, start: number, length: number, rule: ScheduleRule): WeekPlan {
  const next = [...plan]
  const same = plan.find((candidate) => isSameRule(candidate, rule)) ?? rule
  for (let minute = start; minute < start + length; minute += 1) next[minute % minutesOfWeek] = same
  return next
}

/**
 * The fewest windows, as a person would say them, that make this plan over `otherwise`: none overlap, days with the same
 * span share one, and a span over midnight is one.
 */
export function windowsOf(plan: WeekPlan, otherwise: ScheduleRule): ScheduleWindow[] {
  const windows = new Map<string, ScheduleWindow>()
  for (const { start, length, rule } of spansOf(plan)) {
    if (isSameRule(rule, otherwise)) continue
    for (const piece of piecesOf(start, length)) {
      const from = timeOf(piece.start % minutesOfDay)
      const end = (piece.start % minutesOfDay) + piece.length
      const to = end === minutesOfDay ? '24:00' : timeOf(end % minutesOfDay)
      const key = `${from} ${to} ${JSON.stringify(rule)}`
      const day = weekdays[Math.floor(piece.start / minutesOfDay)] ?? 'mon'
      const window = windows.get(key)
      windows.set(key, { ...rule, days: [...(window?.days ?? []), day], from, to })
    }
  }
  return [...windows.values()].map((window) => ({ ...window, days: weekdays.filter((day) => window.days.includes(day)) }))
}

/** The rule that most minutes of a plan have: what is said of it needs the fewest words. */
export function commonestRule(plan: WeekPlan): ScheduleRule {
  const minutes = new Map<ScheduleRule, number>()
  for (const rule of plan) minutes.set(rule, (minutes.get(rule) ?? 0) + 1)
  const [first] = [...minutes].toSorted(([, one], [, other]) => other - one)
  return first?.[0] ?? { mode: 'full' }
}

export function isSameRule(one: ScheduleRule, other: ScheduleRule): boolean {
  return one.mode === other.mode && (one.mode !== 'limited' || other.mode !== 'limited' || one.speedLimit === other.speedLimit)
}

interface Span {
  /** Minute of the week. */
  readonly start: number
  readonly length: number
  readonly rule: ScheduleRule
}

/** The plan in pieces of one rule each; what crosses the end of the week is one piece. A whole week of one rule starts on Monday. */
function spansOf(plan: WeekPlan): Span[] {
  const starts = [...plan.keys()].filter((minute) => plan[minute] !== plan.at(minute - 1))
  const [only] = plan
  if (starts.length === 0) return only === undefined ? [] : [{ start: 0, length: minutesOfWeek, rule: only }]
  return starts.flatMap((start, index) => {
    const rule = plan[start]
    const next = starts[index + 1] ?? (starts[0] ?? 0) + minutesOfWeek
    return rule === undefined ? [] : [{ start, length: next - start, rule }]
  })
}

/** A span in pieces that a window can say: one that crosses a single midnight is one, a longer one is cut at each. */
function piecesOf(start: number, length: number): { readonly start: number; readonly length: number }[] {
  const untilMidnight = minutesOfDay - (start % minutesOfDay)
  const tail = length - untilMidnight
  if (tail <= 0 || (tail < minutesOfDay && length < minutesOfDay)) return [{ start, length }]
  const pieces = [{ start, length: untilMidnight }]
  for (let done = untilMidnight; done < length; done += minutesOfDay) {
    pieces.push({ start: (start + done) % minutesOfWeek, length: Math.min(minutesOfDay, length - done) })
  }
  return pieces
}

function ruleOf(from: ScheduleRule, known: Map<string, ScheduleRule>): ScheduleRule {
  const rule: ScheduleRule = from.mode === 'limited' ? { mode: from.mode, speedLimit: from.speedLimit } : { mode: from.mode }
  const key = JSON.stringify(rule)
  const same = known.get(key) ?? rule
  known.set(key, same)
  return same
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

function timeOf(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}
