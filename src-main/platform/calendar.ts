import { Temporal } from 'temporal-polyfill'
import type { Calendar } from '../queue/ports.ts'

const dayMs = 86_400_000

/** Clocks on the wall anywhere, with the time-zone data that Node brings along. */
export function createCalendar(): Calendar {
  return {
    wallClock(instant, timeZone) {
      const time = zoned(instant, timeZone)
      const { dayOfWeek, hour, minute, second, millisecond } = time
      return { msOfWeek: (dayOfWeek - 1) * dayMs + ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond }
    },
    nextOffsetChange: (instant, timeZone) => zoned(instant, timeZone).getTimeZoneTransition('next')?.epochMilliseconds ?? null,
  }
}

function zoned(instant: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(instant)).toZonedDateTimeISO(nameOf(timeZone))
}

/** A machine that does not say where it is, as some containers, is taken to be nowhere in particular. */
function nameOf(timeZone: string): string {
  if (timeZone !== 'system') return timeZone
  const { timeZone: own } = Intl.DateTimeFormat().resolvedOptions()
  return own === undefined || own === 'Etc/Unknown' ? 'UTC' : own
}
