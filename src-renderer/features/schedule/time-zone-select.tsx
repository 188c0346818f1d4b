import { useMemo } from 'react'
import { useText } from '../../state/use-text.ts'
import { Select } from '../../ui/select.tsx'

interface TimeZoneSelectProps {
  /** `system`, or an IANA name. */
  readonly timeZone: string
  readonly onChange: (timeZone: string) => void
}

/** The zone whose clocks a schedule goes by. */
export function TimeZoneSelect({ timeZone, onChange }: TimeZoneSelectProps) {
  const t = useText()
  const zones = useMemo(() => ['system', ...withOwn(Intl.supportedValuesOf('timeZone'), timeZone)], [timeZone])
  return (
    <Select
      label={t('schedule:timeZone.label')}
      help={t('schedule:timeZone.help')}
      value={timeZone}
      options={zones.map((value) => ({ value, label: value === 'system' ? t('schedule:timeZone.system') : zoneName(value) }))}
      onChange={onChange}
    />
  )
}

/** A zone can have names that are not in the list. */
function withOwn(zones: readonly string[], own: string): readonly string[] {
  return own === 'system' || zones.includes(own) ? zones : [own, ...zones]
}

function zoneName(zone: string): string {
  return zone.replaceAll('_', ' ')
}
