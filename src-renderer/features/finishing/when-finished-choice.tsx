import { useCore, useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Segmented } from '../../ui/segmented.tsx'

/** What happens once everything is downloaded, where there is a choice. */
export function WhenFinishedChoice() {
  const { commands } = useCore()
  const t = useText()
  const whenFinished = useLive((state) => state.stats?.whenFinished ?? null)
  if (whenFinished === null || whenFinished.offered.length < 2) return null
  return (
    <Segmented
      label={t('schedule:whenFinished.label')}
      help={t('schedule:whenFinished.help')}
      value={whenFinished.action}
      options={whenFinished.offered.map((value) => ({ value, label: t(`schedule:whenFinished.${value}`) }))}
      onChange={(action) => void commands.setWhenFinished(action)}
    />
  )
}
