import type { BlockDigests, ExpectedChecksum, TransferOrder } from '../protocol.ts'
import { BlockLedger } from './block-digests.ts'
import { RunningDigest } from './digest.ts'
import type { DiskFile } from './disk-file.ts'
import type { PieceLedger } from './piece-ledger.ts'

/** So many blocks more make it worth keeping what is known of them while the download runs: 256 MiB. */
const newsToKeep = 64

/**
 * What is worked out of an episode's bytes while they pass: the digest of the whole, if one is expected, of each block,
 * and of each piece whose digest its source knows.
 */
export class Integrity {
  readonly pieces: PieceLedger | null
  readonly #wanted: ExpectedChecksum | null
  #told: ExpectedChecksum | null
  #blocks = new BlockLedger()
  #running: RunningDigest | null = null
  #actual: string | null = null

  constructor(
    { checksum, part, blockDigests }: Pick<TransferOrder, 'checksum' | 'part' | 'blockDigests'>,
    pieces: PieceLedger | null = null,
  ) {
    this.pieces = pieces
    this.#wanted = checksum
    this.#told = part?.toldChecksum ?? null
    if (blockDigests !== null && part !== null && part.bytesTotal !== null) {
      this.#blocks.adopt(blockDigests, part.segments, part.bytesTotal)
    }
  }

  /** What the user expects, else what the server said. */
  get expected(): ExpectedChecksum | null {
    return this.#wanted ?? this.#told
  }

  /** Whether something proves at the end that the file is the one that was asked for, whoever brought its bytes. */
  get isExpected(): boolean {
    return this.expected !== null || this.pieces !== null
  }

  get toldChecksum(): ExpectedChecksum | null {
    return this.#told
  }

  /** The answer is of another representation than what passed so far, or the first. */
  begin(told: ExpectedChecksum | null): void {
    this.#told = told
    this.#blocks = new BlockLedger()
    this.#running = null
    this.#actual = null
    this.pieces?.begin()
  }

  /** From here on bytes come for what is missing; only what these segments hold on disk counts of what passed before. */
  goOn(segments: readonly { readonly start: number; readonly received: number }[]): void {
    const spans = joined(segments.map(({ start, received }) => ({ start, end: received })))
    this.#blocks.keepWithin(spans)
    this.pieces?.keepWithin(spans)
    this.#actual = null
    const prefix = spans.find((span) => span.start === 0)?.end ?? 0
    if (this.#running !== null && this.#running.reached > prefix) this.#running = null
    if (this.#running === null && this.expected !== null) this.#running = new RunningDigest(this.expected.algorithm)
  }

  /** Received bytes, in the order in which each connection brings them. */
  add(position: number, bytes: Uint8Array): void {
    this.#blocks.add(position, bytes)
    this.#running?.add(position, bytes)
    this.pieces?.add(position, bytes)
  }

  /** The digest of the whole file for the expected algorithm; null where none is expected. */
  async digest(file: DiskFile, bytesTotal: number, signal: AbortSignal): Promise<string | null> {
    if (this.expected === null) return null
    this.#running ??= new RunningDigest(this.expected.algorithm)
    this.#actual ??= await this.#running.complete(file, bytesTotal, signal)
    return this.#actual
  }

  /** The digests of all blocks; what did not pass is read. */
  completeBlocks(file: DiskFile, bytesTotal: number, signal: AbortSignal): Promise<BlockDigests> {
    return this.#blocks.complete(file, bytesTotal, signal)
  }

  /** What is known of the blocks. */
  blocks(bytesTotal: number | null): BlockDigests | null {
    return bytesTotal === null ? null : this.#blocks.encode(bytesTotal)
  }

  /** The same, where enough has been added since the last time. */
  worthKeeping(bytesTotal: number | null): BlockDigests | null {
    return this.#blocks.news < newsToKeep ? null : this.blocks(bytesTotal)
  }
}

interface Span {
  readonly start: number
  readonly end: number
}

/** Spans that meet are one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const found: { start: number; end: number }[] = []
  for (const { start, end } of spans.toSorted((one, other) => one.start - other.start)) {
    const last = found.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else if (end > start) found.push({ start, end })
  }
  return found
}
