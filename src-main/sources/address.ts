import { isDownloadUrl } from '../../src-preload/contract/index.ts'
import { parsedPattern } from './text/pattern.ts'

/** Longer ones are no addresses. */
const mostCharacters = 65_536

/** The one http or https address that an input is; null for every other text, and for a pattern that stands for several. */
export function singleAddress(input: string): string | null {
  if (input.length > mostCharacters * 2) return null
  const text = input.trim().replace(/^<(.*)>$/, '$1')
  if (/[\s"<>]/.test(text) || !/^https?:\/\//i.test(text) || !isDownloadUrl(text)) return null
  return parsedPattern(text) === null ? text : null
}
