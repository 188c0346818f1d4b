import { plainProxyUses } from '../../../src-preload/contract/index.ts'
import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'

interface Choice {
  readonly value: string
  readonly label: string
}

/** The ways that can be chosen, and the one that is, though its proxy may be gone. */
export function useWays(chosen: string | null): readonly Choice[] {
  const t = useText()
  const proxies = useLive((state) => state.proxies)
  const ways = [
    ...plainProxyUses.map((use) => ({ value: use, label: t(`network:use.${use}`) })),
    ...proxies.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const isKnown = chosen === null || ways.some(({ value }) => value === chosen)
  return isKnown ? ways : [...ways, { value: chosen, label: t('network:use.gone') }]
}
