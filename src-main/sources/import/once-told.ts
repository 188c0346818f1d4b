import type { SkipReason } from '../../../src-preload/contract/index.ts'
import type { Finding } from '../source.ts'

/** A file has no more different options than that; what is told beyond is told each time. */
const most = 10_000

/** Tells what is left out of every entry of a file once, where it comes first: it must not hide what is wrong with single ones. */
export class OnceTold {
  readonly #told = new Set<string>()

  once(text: string, reason: SkipReason, line: number): readonly Finding[] {
    const key = `${reason} ${text}`
    if (this.#told.has(key)) return []
    if (this.#told.size < most) this.#told.add(key)
    return [{ kind: 'skipped', text, reason, line }]
  }
}
