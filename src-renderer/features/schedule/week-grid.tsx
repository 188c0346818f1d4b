import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { painted, type ScheduleRule, type WeekPlan } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { useMedia } from '../../ui/use-media.ts'
import { type GridPlace, hoursAt, hoursBetween, hoursOfDay, ruleOfHour } from './cell-state.ts'
import { ruleText } from './rule-text.ts'
import styles from './schedule.module.css'

interface WeekGridProps {
  readonly label: string
  /** The id of what says how to paint. */
  readonly helpId: string
  readonly plan: WeekPlan
  /** What the hours become that are painted. */
  readonly brush: ScheduleRule
  readonly onPaint: (plan: WeekPlan) => void
}

const hours = [...Array(hoursOfDay).keys()]
const everything: GridPlace = { day: null, hour: null }
/** A stroke is one change, however long it is. */
const paintHours = (plan: WeekPlan, starts: readonly number[], brush: ScheduleRule) =>
  starts.reduce((next, start) => painted(next, start, 60, brush), plan)

/**
 * The week as a grid of days and hours, painted with a brush: by dragging, by a press on a day, an hour or the corner,
 * and by keyboard, where arrows move, space paints, and shift paints on the way. One cell of all takes the focus.
 */
export function WeekGrid({ label, helpId, plan, brush, onPaint }: WeekGridProps) {
  const t = useText()
  const format = useFormat()
  const isNarrow = useMedia('(max-width: 560px)')
  const [place, setPlace] = useState<GridPlace>({ day: format.weekdays[0] ?? 'mon', hour: 0 })
  const [stroke, setStroke] = useState<{ readonly from: GridPlace; readonly to: GridPlace } | null>(null)
  const grid = useRef<HTMLTableElement>(null)
  const shown = stroke === null ? plan : paintHours(plan, hoursBetween(stroke.from, stroke.to, format.weekdays), brush)

  const moveTo = (next: GridPlace) => {
    setPlace(next)
    grid.current?.querySelector<HTMLElement>(`[data-place="${keyOf(next)}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === ' ' || event.key === 'Enter') onPaint(paintHours(plan, hoursAt(place), brush))
    else {
      const step = stepOf(event.key, isNarrow)
      if (step === null) return
      const next = moved(place, step, format.weekdays)
      if (event.shiftKey) onPaint(paintHours(plan, hoursBetween(place, next, format.weekdays), brush))
      moveTo(next)
    }
    event.preventDefault()
    event.stopPropagation()
  }
  const onPointerDown = (event: PointerEvent) => {
    const from = placeAt(event)
    if (event.button !== 0 || from === null) return
    setPlace(from)
    // A finger that drags scrolls; it paints hour by hour.
    if (event.pointerType === 'touch') return
    setStroke({ from, to: from })
    grid.current?.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (stroke === null) return
    const to = placeUnder(event)
    if (to !== null && keyOf(to) !== keyOf(stroke.to)) setStroke({ ...stroke, to })
  }
  const onPointerUp = () => {
    if (stroke !== null) onPaint(shown)
    setStroke(null)
  }
  const onClick = (event: React.MouseEvent) => {
    const at = placeAt(event)
    const isTouch = event.nativeEvent instanceof globalThis.PointerEvent && event.nativeEvent.pointerType === 'touch'
    if (at !== null && isTouch) onPaint(paintHours(plan, hoursAt(at), brush))
  }
  const hourName = (hour: number) =>
    t('schedule:hour', { from: format.timeOfDay(hour * 60), to: format.timeOfDay(hour * 60 + 60) })
  const attributes = (at: GridPlace) => ({
    'data-place': keyOf(at),
    tabIndex: keyOf(at) === keyOf(place) ? 0 : -1,
    onFocus: () => setPlace(at),
  })

  return (
    <table
      ref={grid}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is operated is a grid (ARIA in HTML).
      role="grid"
      aria-label={label}
      aria-describedby={helpId}
      className={styles.grid}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setStroke(null)}
      onClick={onClick}
    >
      <thead className={styles.row}>
        <tr className={styles.row}>
          <th className={styles.corner} {...attributes(everything)}>
            <span className="visually-hidden">{t('schedule:wholeWeek')}</span>
          </th>
          {hours.map((hour) => (
            <th key={hour} scope="col" className={styles.hour} {...attributes({ day: null, hour })}>
              <span className="visually-hidden">{hourName(hour)}</span>
              <span className={styles.time} aria-hidden>
                {isNarrow || hour % 3 === 0 ? format.timeOfDay(hour * 60) : ''}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={styles.row}>
        {format.weekdays.map((day) => (
          <tr key={day} className={styles.row}>
            <th scope="row" className={styles.day} {...attributes({ day, hour: null })}>
              <span className="visually-hidden">{format.weekday(day)}</span>
              <span aria-hidden>{format.shortWeekday(day)}</span>
            </th>
            {hours.map((hour) => {
              const rule = ruleOfHour(shown, hoursAt({ day, hour })[0] ?? 0)
              const name = t('schedule:cell', {
                day: format.weekday(day),
                from: format.timeOfDay(hour * 60),
                to: format.timeOfDay(hour * 60 + 60),
                rule: ruleText(t, format, rule),
              })
              return (
                <td
                  key={hour}
                  aria-label={name}
                  title={name}
                  className={styles.cell}
                  data-mode={rule?.mode ?? 'mixed'}
                  {...attributes({ day, hour })}
                />
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function keyOf({ day, hour }: GridPlace): string {
  return `${day ?? '*'}-${hour ?? '*'}`
}

function placeOf(element: Element | null): GridPlace | null {
  const [day, hour] = element?.closest('[data-place]')?.getAttribute('data-place')?.split('-') ?? []
  if (day === undefined || hour === undefined) return null
  return { day: day === '*' ? null : (day as GridPlace['day']), hour: hour === '*' ? null : Number(hour) }
}

function placeAt(event: { readonly target: EventTarget }): GridPlace | null {
  return event.target instanceof Element ? placeOf(event.target) : null
}

/** The pointer is captured: what lies under it is asked for by its place. */
function placeUnder({ clientX, clientY }: PointerEvent): GridPlace | null {
  return placeOf(document.elementFromPoint(clientX, clientY))
}

interface Step {
  readonly days: number
  readonly hours: number
}

/** Where a key leads; `isTurned`: hours run downward. */
function stepOf(key: string, isTurned: boolean): Step | null {
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key]
  const down = { ArrowUp: -1, ArrowDown: 1 }[key]
  if (across !== undefined) return isTurned ? { days: across, hours: 0 } : { days: 0, hours: across }
  if (down !== undefined) return isTurned ? { days: 0, hours: down } : { days: down, hours: 0 }
  if (key === 'Home') return { days: 0, hours: -hoursOfDay }
  if (key === 'End') return { days: 0, hours: hoursOfDay }
  return null
}

/** The headers stand before the first hour and above the first day. */
function moved(place: GridPlace, { days, hours: byHours }: Step, weekdays: readonly NonNullable<GridPlace['day']>[]): GridPlace {
  const row = place.day === null ? -1 : weekdays.indexOf(place.day)
  const column = place.hour ?? -1
  const nextRow = Math.min(weekdays.length - 1, Math.max(-1, row + days))
  const nextColumn = Math.min(hoursOfDay - 1, Math.max(-1, column + byHours))
  return { day: weekdays[nextRow] ?? null, hour: nextColumn === -1 ? null : nextColumn }
}
