import { TimeZoneSelect } from '../schedule/time-zone-select.tsx'
import { WeekEditor } from '../schedule/week-editor.tsx'
import { SettingRefusal } from './setting-refusal.tsx'
import { SettingSwitch } from './setting-switch.tsx'
import { type ControlProps, useSetting } from './use-setting.ts'

export function ScheduleEnabled({ settings }: ControlProps) {
  return <SettingSwitch id="schedule.enabled" value={settings.schedule.enabled} />
}

export function ScheduleWindows({ settings }: ControlProps) {
  const { error, change } = useSetting()
  return (
    <>
      <WeekEditor schedule={settings.schedule} onChange={(schedule) => void change({ schedule })} />
      <SettingRefusal error={error} />
    </>
  )
}

export function ScheduleTimeZone({ settings }: ControlProps) {
  const { error, change } = useSetting()
  return (
    <>
      <TimeZoneSelect timeZone={settings.schedule.timeZone} onChange={(timeZone) => void change({ schedule: { timeZone } })} />
      <SettingRefusal error={error} />
    </>
  )
}

export function PreventSleep({ settings }: ControlProps) {
  return <SettingSwitch id="preventSleep" value={settings.preventSleep} />
}
