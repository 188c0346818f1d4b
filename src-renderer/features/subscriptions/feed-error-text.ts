import type { EpisodeError } from '../../../src-preload/contract/index.ts'
import { type ErrorText, episodeErrorText, problemText } from '../../state/error-text.ts'
import type { Problem } from '../../state/problem.ts'
import { fetchFailure } from '../../state/source-error-text.ts'
import type { Text } from '../../state/use-text.ts'

/** Codes whose sentences are about a file, not about a feed. */
const ownCodes = ['AUTH_REQUIRED', 'LINK_EXPIRED', 'INTERNAL'] as const
/** Codes whose help is to try again, which the program does by itself. */
const passingCodes = ['NETWORK', 'TIMEOUT_STALLED', 'DNS', 'TLS', 'TOO_MANY_REDIRECTS', 'TOO_MANY_FILES'] as const
const ownReasons = ['malformed', 'nothing', 'tooLarge'] as const

/** Why a feed could not be checked, and what helps. */
export function feedErrorText(t: Text, error: Pick<EpisodeError, 'code' | 'params'>): Pick<ErrorText, 'what' | 'help'> {
  const { code, params } = error
  const host = typeof params.host === 'string' && params.host !== '' ? params.host : t('subscriptions:error.server')
  if (code === 'HTTP_STATUS' && typeof params.status === 'number') {
    const kind = statusKind(params.status)
    const values = { host, status: params.status }
    return { what: t(`subscriptions:error.status.${kind}.what`, values), help: t(`subscriptions:error.status.${kind}.help`) }
  }
  const own = ownCodes.find((candidate) => candidate === code)
  if (own !== undefined)
    return { what: t(`subscriptions:error.${own}.what`, { host }), help: t(`subscriptions:error.${own}.help`) }
  const reason = code === 'SOURCE_UNREADABLE' ? ownReasons.find((candidate) => candidate === params.reason) : undefined
  if (reason !== undefined)
    return { what: t(`subscriptions:error.${reason}.what`), help: t(`subscriptions:error.${reason}.help`) }
  const { what, help } = episodeErrorText(t, error)
  const passing = passingCodes.find((candidate) => candidate === code)
  return { what, help: passing === undefined ? help : t(`subscriptions:error.${passing}`) }
}

/** Why a feed could not be subscribed to. */
export function subscribeProblemText(t: Text, problem: Problem): string {
  const { code, params } = problem
  if (code === 'CONFLICT' && params.subscriptionId !== undefined) return t('subscriptions:exists')
  if (code === 'SOURCE_UNREADABLE') return feedErrorText(t, fetchFailure(params) ?? { code, params }).what
  return problemText(t, problem)
}

function statusKind(status: number): 'forbidden' | 'missing' | 'gone' | 'busy' | 'server' | 'other' {
  if (status === 403) return 'forbidden'
  if (status === 404) return 'missing'
  if (status === 410) return 'gone'
  if (status === 429) return 'busy'
  return status >= 500 ? 'server' : 'other'
}
