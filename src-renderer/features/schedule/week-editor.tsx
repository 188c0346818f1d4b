import { useId, useMemo, useState } from 'react'
import {
  commonestRule,
  type Schedule,
  type ScheduleRule,
  type scheduleModes,
  settingsSchema,
  weekPlanOf,
  windowsOf,
} from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { QuantityField } from '../../ui/quantity-field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { ruleText, windowText } from './rule-text.ts'
import styles from './schedule.module.css'
import { WeekGrid } from './week-grid.tsx'

const { maxValue: fastest } = settingsSchema.shape.speedLimit
const firstLimit = 1_000_000

interface WeekEditorProps {
  readonly schedule: Pick<Schedule, 'windows' | 'otherwise'>
  readonly onChange: (change: Partial<Schedule>) => void
}

/** Paints the week of a schedule, and says in words what was painted. */
export function WeekEditor({ schedule, onChange }: WeekEditorProps) {
  const t = useText()
  const format = useFormat()
  const { windows, otherwise } = schedule
  const [mode, setMode] = useState<ScheduleRule['mode']>('paused')
  const [limit, setLimit] = useState(() => limitIn(schedule) ?? firstLimit)
  const helpId = useId()
  const plan = useMemo(() => weekPlanOf({ windows, otherwise }), [windows, otherwise])
  const shownWindows = useMemo(() => windowsOf(plan, otherwise), [plan, otherwise])
  const brush: ScheduleRule = mode === 'limited' ? { mode, speedLimit: limit } : { mode }
  const shownSpeed = (bytes: number) => format.chosenSpeed(bytes)
  return (
    <>
      <Segmented
        label={t('schedule:brush.label')}
        help={t('schedule:brush.help')}
        value={mode}
        options={modes.map((value) => ({ value, label: t(`schedule:mode.${value}`) }))}
        onChange={setMode}
      />
      {mode === 'limited' && (
        <QuantityField
          label={t('schedule:limit.label')}
          help={t('schedule:limit.help')}
          value={limit}
          minimum={1_000}
          maximum={fastest ?? Number.MAX_SAFE_INTEGER}
          scale={1_000_000}
          unit={format.unitName('megabyte-per-second', limit / 1_000_000)}
          locale={format.locale}
          rangeError={t('settings:range', {
            minimum: shownSpeed(1_000),
            maximum: shownSpeed(fastest ?? Number.MAX_SAFE_INTEGER),
            value: shownSpeed(limit),
          })}
          onChange={setLimit}
        />
      )}
      <div className={styles.week}>
        <WeekGrid
          label={t('schedule:week')}
          helpId={helpId}
          plan={plan}
          brush={brush}
          onPaint={(next) => {
            const rest = commonestRule(next)
            onChange({ otherwise: rest, windows: windowsOf(next, rest) })
          }}
        />
        <p id={helpId} className={styles.help}>
          {t('schedule:weekHelp')}
        </p>
      </div>
      <ul className={styles.windows} aria-label={t('schedule:inWords')}>
        {shownWindows.map((window) => (
          <li key={JSON.stringify(window)} data-mode={window.mode}>
            <span className={styles.key} data-mode={window.mode} aria-hidden />
            {windowText(t, format, window)}
          </li>
        ))}
        <li data-mode={otherwise.mode}>
          <span className={styles.key} data-mode={otherwise.mode} aria-hidden />
          {t(shownWindows.length === 0 ? 'schedule:always' : 'schedule:otherwise', { rule: ruleText(t, format, otherwise) })}
        </li>
      </ul>
    </>
  )
}

const modes = ['full', 'limited', 'paused'] as const satisfies readonly (typeof scheduleModes)[number][]

/** The first limit that the schedule names. */
function limitIn({ windows, otherwise }: Pick<Schedule, 'windows' | 'otherwise'>): number | null {
  for (const rule of [...windows, otherwise]) if (rule.mode === 'limited') return rule.speedLimit
  return null
}
