import type { Schedule } from '../../../src-preload/contract/index.ts'
import { TimeZoneSelect } from './time-zone-select.tsx'
import { WeekEditor } from './week-editor.tsx'

interface ScheduleEditorProps {
  readonly schedule: Schedule
  readonly onChange: (change: Partial<Schedule>) => void
}

/** Everything of a schedule: its week, and whose clocks it goes by. */
export function ScheduleEditor({ schedule, onChange }: ScheduleEditorProps) {
  return (
    <>
      <WeekEditor schedule={schedule} onChange={onChange} />
      <TimeZoneSelect timeZone={schedule.timeZone} onChange={(timeZone) => onChange({ timeZone })} />
    </>
  )
}
