import type { Hint } from '../../../src-preload/contract/index.ts'
import { useKeys } from '../../state/use-keys.ts'
import { useText } from '../../state/use-text.ts'

/** A hint in one sentence, with the keys of this platform. */
export function useHintText(): (hint: Hint) => string {
  const t = useText()
  const keys = useKeys()
  return (hint) => t(`command:hint.${hint}`, { keys: keys('palette') ?? '' })
}
