import { contentOf, type Fault, type FaultyServer, type FileScript, type SeenRequest } from '../faulty-server.ts'
import { faultOf, type Misdeed, type MisdeedKind } from './misdeeds.ts'

/** How a server proves that two answers are of one file. */
export const proofs = ['strong', 'weak', 'date', 'young date', 'none'] as const
/** How a server gives a file away. */
export const deliveries = ['ranges', 'whole', 'chunked', 'ranges, chunked'] as const

/** A file on a server that misbehaves: everything about it but its place. */
export interface FaultyFilePlan {
  readonly bytes: number
  readonly proof: (typeof proofs)[number]
  readonly delivery: (typeof deliveries)[number]
  readonly bytesPerSecond: number
  /** One for each request in turn, null for a right answer; then all answers are right, or it begins again. */
  readonly misdeeds: readonly (Misdeed | null)[]
  readonly isEndless: boolean
  /** Numbers of the requests before which the file becomes another. */
  readonly changesAt: readonly number[]
  /** Whether another version has another length too. */
  readonly isResized: boolean
}

/** What happened to one request. */
export type Incident = MisdeedKind | 'changed'

/** A stretch of bytes and where in the file it lies. */
export interface Stretch {
  readonly start: number
  readonly bytes: Buffer
}

/** Serves a plan under a path, and knows what it did to which request. */
export class FaultyFile {
  readonly path: string
  readonly #plan: FaultyFilePlan
  readonly #seed: number
  readonly #incidents: ReadonlySet<Incident>[] = []
  readonly #versions: FileScript[] = []

  /** `seed` tells the content of this file from that of others. */
  constructor(server: FaultyServer, path: string, seed: number, plan: FaultyFilePlan) {
    this.path = path
    this.#seed = seed
    this.#plan = plan
    this.#change()
    server.serve(path, { size: plan.bytes, faults: (request) => this.#answer(request) })
  }

  /** How many requests there have been. */
  get requests(): number {
    return this.#incidents.length
  }

  /** What was done to the requests from this number on. */
  incidentsFrom(request: number): Set<Incident> {
    return new Set(this.#incidents.slice(request).flatMap((incidents) => [...incidents]))
  }

  /** Whether these bytes are, from the first to the last, one of the versions that the file has had. */
  isVersion(bytes: Buffer): boolean {
    return this.#versions.some(({ content }) => content?.equals(bytes))
  }

  /** Whether all stretches lie so in one of the versions that the file has had. */
  isOfOneVersion(stretches: readonly Stretch[]): boolean {
    return this.#versions.some(({ content }) =>
      stretches.every(({ start, bytes }) => content?.subarray(start, start + bytes.length).equals(bytes)),
    )
  }

  #answer(request: SeenRequest): Fault {
    const { misdeeds, isEndless, changesAt } = this.#plan
    const number = request.numberOfPath
    const incidents = new Set<Incident>()
    if (changesAt.includes(number)) {
      this.#change()
      incidents.add('changed')
    }
    const file = this.#versions.at(-1)
    const misdeed = misdeeds[isEndless ? number % Math.max(1, misdeeds.length) : number] ?? null
    const fault = misdeed === null || file === undefined ? null : faultOf(misdeed, request, file.size)
    if (misdeed !== null && fault !== null) incidents.add(misdeed.kind)
    this.#incidents[number] = incidents
    return { ...fault, ...(file === undefined ? {} : { file }) }
  }

  /** Another version: other bytes, another proof, and perhaps another length. */
  #change(): void {
    const { bytes, proof, delivery, bytesPerSecond, isResized } = this.#plan
    const version = this.#versions.length
    const size = bytes + (isResized ? version * 4_321 : 0)
    const date = new Date(Date.UTC(2024, 0, 1 + version)).toUTCString()
    const tag = `"${this.#seed}-${version}"`
    const proofHead: Readonly<Record<(typeof proofs)[number], Partial<FileScript>>> = {
      strong: { etag: tag },
      weak: { etag: `W/${tag}` },
      date: { etag: null, lastModified: date },
      'young date': { etag: null, lastModified: date, headers: { date } },
      none: { etag: null },
    }
    this.#versions.push({
      size,
      content: contentOf(this.#seed * 10 + version, 0, size),
      bytesPerSecond,
      ranges: delivery === 'ranges' || delivery === 'ranges, chunked',
      chunked: delivery === 'chunked' || delivery === 'ranges, chunked',
      ...proofHead[proof],
    })
  }
}
