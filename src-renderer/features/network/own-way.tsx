import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Select } from '../../ui/select.tsx'
import { useWays } from './use-ways.ts'

/** What stands for none of its own among the choices. */
const inherited = 'inherit'

interface OwnWayProps {
  /** A job's own way to the servers; null for the settings'. */
  readonly value: string | null
  readonly onChange: (use: string | null) => void
}

/** Which way the requests of a job go; nothing while there is no proxy to choose. */
export function OwnWay({ value, onChange }: OwnWayProps) {
  const t = useText()
  const hasProxies = useLive((state) => state.proxies.length > 0)
  const ways = useWays(value)
  if (!hasProxies && value === null) return null
  return (
    <Select
      label={t('network:job.label')}
      help={t('network:job.help')}
      value={value ?? inherited}
      options={[{ value: inherited, label: t('network:use.inherit') }, ...ways]}
      onChange={(use) => onChange(use === inherited ? null : use)}
    />
  )
}
