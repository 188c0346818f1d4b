import type { ExpectedChecksum } from '../../../src-preload/contract/index.ts'

/** What proves that two answers are the same representation (RFC 9110 §8.8), verbatim as the server wrote it. */
export interface Validator {
  readonly etag: string | null
  readonly lastModified: string | null
  /** The answer's `Date`, which decides whether `lastModified` counts as strong (§8.8.2.2). */
  readonly date: string | null
  /** The address was replaced since: at the new one this proves nothing by being another. */
  readonly isOfOldLink?: true
}

/** Bytes `start` to `end` inclusive, of which the first `done` are on disk, flushed. */
export interface SegmentMark {
  readonly start: number
  readonly end: number
  readonly done: number
}

/** An episode's file as the database knows it: name fixed, bytes in `<directory>/<fileName>.part`. */
export interface PartFile {
  readonly fileName: string
  readonly bytesTotal: number | null
  readonly validator: Validator | null
  /** Media type of the first answer, lower case, without parameters. */
  readonly contentType: string | null
  /** The digest of the whole that the server's answer named (RFC 9530, RFC 3230); null where it named none that counts. */
  readonly toldChecksum: ExpectedChecksum | null
  /** Ordered by start. Of unknown size: one mark with `end` = Number.MAX_SAFE_INTEGER. Empty: nothing is kept. */
  readonly segments: readonly SegmentMark[]
}

/**
 * A CRC-32 for each 4 MiB of a file, the last block shorter: one after the other, four bytes each, least significant
 * first. Of an unfinished file, 0 stands for a block that is not known.
 */
export type BlockDigests = Uint8Array

/**
 * How a finished file that is damaged is made good: `blocks` puts the lacking segments in their place in the finished
 * file, `whole` fetches all of it and replaces the finished file in the end. Either only with the file it was.
 */
export type Repair = 'blocks' | 'whole'
