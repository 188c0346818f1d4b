import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { WhenFinishedChoice } from '../finishing/when-finished-choice.tsx'
import { ScheduleEditor } from '../schedule/schedule-editor.tsx'
import { type SectionProps, useSetting } from './use-setting.ts'

export function ScheduleSection({ settings }: SectionProps) {
  const t = useText()
  const { change } = useSetting()
  const isDesktop = useLive((state) => state.app?.mode === 'desktop')
  const { schedule } = settings
  return (
    <>
      <Checkbox
        isSelected={schedule.enabled}
        help={t('settings:schedule.help')}
        onChange={(enabled) => change({ schedule: { enabled } })}
      >
        {t('settings:schedule.label')}
      </Checkbox>
      {schedule.enabled && <ScheduleEditor schedule={schedule} onChange={(patch) => change({ schedule: patch })} />}
      <WhenFinishedChoice />
      {isDesktop && (
        <Checkbox
          isSelected={settings.preventSleep}
          help={t('settings:preventSleep.help')}
          onChange={(preventSleep) => change({ preventSleep })}
        >
          {t('settings:preventSleep.label')}
        </Checkbox>
      )}
    </>
  )
}
