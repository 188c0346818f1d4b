import { assertNever } from '../queue/assert-never.ts'
import type { StartRefusal } from './desktop-core.ts'
import type { Texts } from './texts.ts'

/** The program's exit code for each way of not starting; the same as in the web mode. */
export function exitCodeOf(refusal: StartRefusal): number {
  return refusal.reason === 'locked' ? 2 : 1
}

/** What happened and what to do, for the person at the screen. */
export function sentenceOf(refusal: StartRefusal, text: Texts, directory: string): string {
  switch (refusal.reason) {
    case 'locked':
      return refusal.pid === null ? text('shell:lockedByUnknown') : text('shell:locked', { pid: String(refusal.pid) })
    case 'newer-database':
      return text('shell:newerDatabase')
    case 'damaged-database':
      return text('shell:damagedDatabase', { directory })
    case 'unusable-folder':
      return text('shell:unusableFolder', { directory, message: refusal.message })
    default:
      return assertNever(refusal)
  }
}
