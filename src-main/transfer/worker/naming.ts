import type { TransferOrder, TransferOutcome } from '../protocol.ts'
import { decideName } from './file-name.ts'
import { sizeToSkip } from './placing.ts'
import type { SourceOpening } from './source-opening.ts'

/** What an episode's file is called, and whether one that stands there already is left alone. */
export class Naming {
  readonly #order: TransferOrder

  constructor(order: TransferOrder) {
    this.#order = order
  }

  /** `url`: where the redirects led. */
  nameFor(url: string, disposition: string | undefined): string {
    const { wantedName, fileNameTemplate, title, index, jobTitle } = this.#order
    return decideName({ wantedName, template: fileNameTemplate, disposition, url, title, index, jobTitle, now: Date.now() })
  }

  /** A file that is to be left alone is not asked for: its name is the user's, or a head without a body tells it. */
  async skipUnfetched(sources: SourceOpening): Promise<TransferOutcome | null> {
    if (this.#order.onConflict !== 'skip') return null
    const skipped = await this.skip(this.nameFor(this.#order.url, undefined))
    if (skipped === null || this.#order.wantedName !== null) return skipped
    const head = await sources.peek()
    return head === null ? null : await this.skip(this.nameFor(head.url, head.disposition))
  }

  /** The outcome where the policy is to leave what stands under this name alone, else null. */
  async skip(name: string): Promise<TransferOutcome | null> {
    const { directory, onConflict } = this.#order
    const size = await sizeToSkip({ directory, name, policy: onConflict })
    if (size === null) return null
    return { kind: 'completed', fileName: name, bytesTotal: size, skipped: true, actualChecksum: null }
  }
}
