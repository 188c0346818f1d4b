import type { EpisodeError } from '../../../src-preload/contract/index.ts'
import { episodeErrorText } from '../../state/error-text.ts'
import type { Text } from '../../state/use-text.ts'
import type { Format } from '../../ui/format/index.ts'

const reasons = [
  'malformed',
  'tooLarge',
  'tooMany',
  'entities',
  'nothing',
  'loop',
  'live',
  'protected',
  'notText',
  'endless',
] as const

/** Why nothing can be taken from an input, in a sentence or two. */
export function inspectionProblem(t: Text, format: Format, error: Pick<EpisodeError, 'code' | 'params'>): string {
  const reason = reasons.find((known) => known === error.params.reason)
  if (error.code === 'SOURCE_UNREADABLE' && reason !== undefined) {
    const { found, most, bytes } = error.params
    return t(`sources:problem.${reason}`, {
      found: format.count(numberOf(found)),
      most: format.count(numberOf(most)),
      size: format.bytes(numberOf(bytes)),
    })
  }
  const { what, help } = episodeErrorText(t, error)
  return `${what} ${help}`
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : 0)
