import { noSchedule, type Schedule } from '../../../src-preload/contract/index.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ScheduleEditor } from './schedule-editor.tsx'

interface OwnScheduleProps {
  readonly label: string
  readonly help: string
  /** Null where there never was one. */
  readonly schedule: Schedule | null
  readonly onChange: (change: Partial<Schedule>) => void
}

/** Whether there is a schedule, and where there is, which. One that is put aside is there again when it is wanted again. */
export function OwnSchedule({ label, help, schedule, onChange }: OwnScheduleProps) {
  const shown = schedule ?? noSchedule
  return (
    <>
      <Checkbox isSelected={shown.enabled} help={help} onChange={(enabled) => onChange({ enabled })}>
        {label}
      </Checkbox>
      {shown.enabled && <ScheduleEditor schedule={shown} onChange={onChange} />}
    </>
  )
}
