import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { WhenFinishedChoice } from '../finishing/when-finished-choice.tsx'
import { OwnSchedule } from '../schedule/own-schedule.tsx'
import { type SectionProps, useSetting } from './use-setting.ts'

export function ScheduleSection({ settings }: SectionProps) {
  const t = useText()
  const { change } = useSetting()
  const isDesktop = useLive((state) => state.app?.mode === 'desktop')
  const { schedule } = settings
  return (
    <>
      <OwnSchedule
        label={t('settings:schedule.label')}
        help={t('settings:schedule.help')}
        schedule={schedule}
        onChange={(patch) => change({ schedule: patch })}
      />
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
