import type { EffectiveMode, SessionMode } from '../../src-preload/contract/index.ts'
import { assertNever } from '../queue/assert-never.ts'

/** How the requests of a session follow one another: `tried`: side by side at each host that has shown to renew nothing. */
export type Order = 'side-by-side' | 'one-by-one' | 'tried'

export function orderOf({ mode, effectiveMode }: { readonly mode: SessionMode; readonly effectiveMode: EffectiveMode }): Order {
  switch (mode) {
    case 'shared':
      return 'side-by-side'
    // Whole transfers follow one another there, and so do their requests.
    case 'exclusive':
    case 'rotating':
      return 'one-by-one'
    case 'automatic':
      return effectiveMode === 'rotating' ? 'one-by-one' : 'tried'
    default:
      return assertNever(mode)
  }
}

/**
 * Which of those in line may be sent now, as their places in it. `line`, `underWay`: the hosts that are asked. `isProven`:
 * whether a host has answered without changing a cookie.
 */
export function nextTurns(
  order: Order,
  line: readonly string[],
  underWay: readonly string[],
  isProven: (host: string) => boolean,
): readonly number[] {
  switch (order) {
    case 'side-by-side':
      return [...line.keys()]
    case 'one-by-one':
      return underWay.length === 0 && line.length > 0 ? [0] : []
    case 'tried': {
      const tried = new Set(underWay)
      return [...line.keys()].filter((place) => {
        const host = line[place] ?? ''
        const mayGo = isProven(host) || !tried.has(host)
        tried.add(host)
        return mayGo
      })
    }
    default:
      return assertNever(order)
  }
}
