import { createHash } from 'node:crypto'
import { contentOf, FaultyServer, type FileScript, type SeenRequest } from '../faulty-server.ts'
import { SeededRandom } from '../seeded-random.ts'
import { bytesIn, type Stretch } from '../stretches.ts'

/** How a server gives a file away. */
export const manners = ['proved', 'dated', 'unproved', 'whole', 'chunked', 'cutting', 'refusing', 'small'] as const
export type Manner = (typeof manners)[number]

/** One file of the run. */
export interface ServedFile {
  readonly url: string
  readonly manner: Manner
  readonly size: number
  readonly seed: number
  /** Of each connection. */
  readonly bytesPerSecond: number
  readonly sha256: string
}

/** Content repeats after so many files; files that run at once never share one. */
const contents = 40
/** Without ranges nothing can be gone on with: such a file has to be through between two kills. */
const sizes: Readonly<Record<Manner, readonly [least: number, most: number]>> = {
  proved: [3_000_000, 9_000_000],
  dated: [2_000_000, 5_000_000],
  unproved: [1_000_000, 2_500_000],
  whole: [50_000, 300_000],
  chunked: [50_000, 300_000],
  cutting: [2_000_000, 6_000_000],
  refusing: [1_000_000, 4_000_000],
  small: [0, 60_000],
}

/** Several servers whose files are cut, slowed down, refused and proved in different ways, and never change. */
export class ServedFiles {
  readonly #random: SeededRandom
  readonly #servers: readonly FaultyServer[]
  readonly all: ServedFile[] = []
  /** Takes the brake off each file. */
  readonly #releases: (() => void)[] = []

  private constructor(random: SeededRandom, servers: readonly FaultyServer[]) {
    this.#random = random
    this.#servers = servers
  }

  static async start(seed: number): Promise<ServedFiles> {
    return new ServedFiles(new SeededRandom(seed), await Promise.all([1, 2, 3].map(() => FaultyServer.start())))
  }

  /** A new file, served from now on under a path that no other has, ending in this name. */
  add(manner: Manner, name: string): ServedFile {
    const random = this.#random
    const number = this.all.length
    const size = random.between(...sizes[manner])
    const seed = 1 + (number % contents)
    const bytesPerSecond = random.oneOf([300_000, 600_000, 1_000_000])
    const server = random.oneOf(this.#servers)
    const path = `/${number}/${name}`
    const script = { size, seed, ...this.#scriptOf(manner, size) }
    server.serve(path, { ...script, bytesPerSecond })
    this.#releases.push(() => server.serve(path, script))
    const sha256 = createHash('sha256')
      .update(contentOf(seed, 0, size))
      .digest('hex')
    const file: ServedFile = { url: server.url(path), manner, size, seed, bytesPerSecond, sha256 }
    this.all.push(file)
    return file
  }

  /** Those that brought bytes or were meant to. */
  requestsFor(file: ServedFile): SeenRequest[] {
    const url = new URL(file.url)
    const server = this.#servers.find(({ port }) => `${port}` === url.port)
    return (server?.requestsTo(url.pathname) ?? []).filter(({ method }) => method === 'GET')
  }

  /** What is asked for from now on comes at once, in the manner of each file as before. */
  release(): void {
    for (const release of this.#releases) release()
  }

  /** Answers that are under way. */
  get openAnswers(): number {
    return this.#servers.reduce((sum, server) => sum + server.openAnswers(), 0)
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()))
  }

  #scriptOf(manner: Manner, size: number): Partial<FileScript> {
    const random = this.#random
    switch (manner) {
      case 'proved':
      case 'small':
        return {}
      case 'dated':
        return { etag: null, lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT' }
      case 'unproved':
        return { etag: null }
      case 'whole':
        return { ranges: false }
      case 'chunked':
        return { ranges: false, chunked: true, etag: null }
      case 'cutting':
        return {
          faults: () =>
            random.happens(0.4) ? { cutAfter: random.between(0, size), cut: random.oneOf(['reset', 'close']) } : undefined,
        }
      case 'refusing':
        return {
          maxConnections: 2,
          faults: () => (random.happens(0.2) ? { status: 503, headers: { 'retry-after': '0' } } : undefined),
        }
    }
  }
}

/** Where in the file the bytes lie that requests were sent. */
export function sentStretches(requests: readonly SeenRequest[]): Stretch[] {
  return requests.map(({ sentFrom, bytesSent }) => ({ from: sentFrom, to: sentFrom + bytesSent }))
}

/** Bytes that were sent more than once. */
export function bytesSentAgain(requests: readonly SeenRequest[]): number {
  const stretches = sentStretches(requests)
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0) - bytesIn(stretches)
}

/** The most that can have been sent in the second before a moment, at the server's pace. */
export function bytesWithinASecond(file: ServedFile, requests: readonly SeenRequest[], moment: number): number {
  const milliseconds = requests.map(({ startedAt, endedAt }) =>
    Math.max(0, Math.min(moment, endedAt ?? moment) - Math.max(startedAt, moment - 1_000)),
  )
  return (milliseconds.reduce((sum, value) => sum + value, 0) / 1_000) * file.bytesPerSecond
}
