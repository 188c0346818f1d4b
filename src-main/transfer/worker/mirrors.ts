import type { Representation } from './judge.ts'
import type { Source } from './requester.ts'
import { strongValidator } from './validator.ts'

/** One of the places that an episode is fetched from. */
export interface Mirror {
  readonly source: Source
  /** What it is known to serve; null before its first answer. */
  representation: Representation | null
  /** How many connections it has now. */
  connections: number
}

export interface MirrorsOptions {
  /** The place that opened the episode, and what it serves. */
  readonly source: Source
  readonly representation: Representation
  readonly others: readonly Source[]
  /** Whether a digest proves at the end that the parts fit together. */
  readonly hasDigest: boolean
}

/** The places that share the segments of one episode. */
export class Mirrors {
  readonly lead: Mirror
  readonly #options: MirrorsOptions
  readonly #all: Mirror[]

  constructor(options: MirrorsOptions) {
    const { source, representation, others } = options
    this.#options = options
    this.lead = { source, representation, connections: 0 }
    this.#all = [this.lead, ...others.map((other) => ({ source: other, representation: null, connections: 0 }))]
  }

  /** The one with the fewest connections, in the order in which they were given; an unproved or single one gets no second. */
  pick(): Mirror {
    const takesMore = ({ representation, source }: Mirror) => representation !== null && source.isSingle !== true
    const open = this.#all.filter((mirror) => takesMore(mirror) || mirror.connections === 0)
    return open.reduce((least, mirror) => (mirror.connections < least.connections ? mirror : least), open[0] ?? this.lead)
  }

  /** What to judge an answer by: of a place that never answered only the size is known. */
  expectedOf(mirror: Mirror): Representation {
    return mirror.representation ?? { ...this.#options.representation, validator: null }
  }

  /** Remembers what a place serves; false where that is not proved to be the same file. */
  admits(mirror: Mirror, answered: Representation): boolean {
    if (mirror.representation !== null) return true
    const { representation, hasDigest } = this.#options
    if (!isSameFile(representation, answered, hasDigest)) return false
    mirror.representation = answered
    return true
  }

  /** Those that may be asked. */
  get all(): readonly Mirror[] {
    return this.#all
  }

  find(url: string): Mirror | undefined {
    return this.#all.find(({ source }) => source.url === url)
  }

  /** Asks a place for nothing more. The last one stays: its failure is the episode's. */
  drop(mirror: Mirror): 'dropped' | 'was dropped' | 'last' {
    const index = this.#all.indexOf(mirror)
    if (index < 0) return 'was dropped'
    if (this.#all.length === 1) return 'last'
    this.#all.splice(index, 1)
    return 'dropped'
  }
}

/**
 * Whether parts from two places may be joined. RFC 9110 §15.3.7.3 speaks of one resource; between places the size and
 * either a digest of the whole or the same validator have to agree, and what the other serves must be provable itself.
 */
export function isSameFile(known: Representation, answered: Representation, hasDigest: boolean): boolean {
  if (known.bytesTotal === null || known.bytesTotal !== answered.bytesTotal) return false
  if (strongValidator(answered.validator) === null) return false
  if (hasDigest) return true
  const [ours, theirs] = [known.validator, answered.validator]
  if (ours?.etag != null && ours.etag === theirs?.etag) return true
  return ours?.lastModified != null && ours.lastModified === theirs?.lastModified
}
