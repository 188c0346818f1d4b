import { type KeyboardEvent, type MouseEvent, useLayoutEffect, useRef, useState } from 'react'
import { useFormat, useText } from '../../state/use-text.ts'
import styles from './calendar.module.css'
import { type CalendarGrid, calendarMove } from './calendar-grid.ts'

interface CalendarTableProps {
  readonly grid: CalendarGrid
  readonly today: string
  /** What there was on a day, in words. */
  readonly facts: (day: string) => string
  readonly onDay: (day: string) => void
}

/** Fewer weeks have no room for the name of their month. */
const weeksOfName = 3

/** Weeks as columns and weekdays as rows. One day of all takes the focus; arrows move it, and Enter opens it. */
export function CalendarTable({ grid, today, facts, onDay }: CalendarTableProps) {
  const t = useText()
  const format = useFormat()
  const [chosen, setChosen] = useState(today)
  const table = useRef<HTMLTableElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const place = chosen >= grid.first && chosen <= today ? chosen : today
  const month = new Intl.DateTimeFormat(format.locale, { month: 'short', timeZone: 'UTC' })
  const date = new Intl.DateTimeFormat(format.locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  // Where the year is wider than the window, its end is what matters.
  useLayoutEffect(() => {
    if (frame.current !== null) frame.current.scrollLeft = frame.current.scrollWidth
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') onDay(place)
    else {
      const next = calendarMove(event.key, place, { first: grid.first, today })
      if (next === null) return
      setChosen(next)
      table.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus()
    }
    event.preventDefault()
    event.stopPropagation()
  }
  const onClick = (event: MouseEvent) => {
    const day = event.target instanceof Element ? event.target.closest('[data-day]')?.getAttribute('data-day') : null
    if (day != null) onDay(day)
  }
  return (
    <div ref={frame} className={styles.frame}>
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is operated is a grid (ARIA in HTML).
        role="grid"
        aria-label={t('overview:calendar.label')}
        aria-readonly
        className={styles.calendar}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <thead aria-hidden>
          <tr>
            <td />
            {grid.months.map(({ month: name, weeks }) => (
              <td key={name} colSpan={weeks} className={styles.month}>
                <span>{weeks >= weeksOfName ? month.format(new Date(`${name}-01T00:00:00Z`)) : ''}</span>
              </td>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map(({ weekday, days }, row) => (
            <tr key={weekday}>
              <th scope="row" className={styles.weekday}>
                <span className="visually-hidden">{format.weekday(weekday)}</span>
                <span aria-hidden>{row % 2 === 0 ? format.shortWeekday(weekday) : ''}</span>
              </th>
              {days.map((day, week) => {
                // biome-ignore lint/suspicious/noArrayIndexKey: what comes later has nothing but its place.
                if (day === null) return <td key={week} aria-hidden />
                const name = t('overview:calendar.day', {
                  day: date.format(new Date(`${day.day}T00:00:00Z`)),
                  facts: facts(day.day),
                })
                return (
                  <td
                    key={day.day}
                    className={styles.day}
                    data-day={day.day}
                    data-level={day.level}
                    aria-label={name}
                    aria-current={day.day === today ? 'date' : undefined}
                    title={name}
                    tabIndex={day.day === place ? 0 : -1}
                    onFocus={() => setChosen(day.day)}
                  />
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
