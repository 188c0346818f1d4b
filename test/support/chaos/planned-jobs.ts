import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NewJob } from '../../../src-preload/contract/index.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { Manner, ServedFile, ServedFiles } from './served-files.ts'

/** What a job is to leave behind. */
export interface PlannedJob {
  readonly body: NewJob & { readonly title: string }
  /** In the order of its episodes. */
  readonly files: readonly ServedFile[]
  /** Files that stood there before, and are to be left alone or replaced. */
  readonly before: ReadonlyMap<string, { readonly bytes: Buffer; readonly isReplaced: boolean }>
}

const mixed: readonly Manner[] = ['proved', 'dated', 'unproved', 'whole', 'chunked', 'cutting', 'refusing', 'small', 'small']

/** Makes up one job after another, of every kind. */
export class JobPlanner {
  readonly #random: SeededRandom
  readonly #served: ServedFiles
  readonly #downloads: string
  /** Files that were there before a job that was to be added. */
  readonly standing = new Set<string>()
  #count = 0

  constructor(random: SeededRandom, served: ServedFiles, downloads: string) {
    this.#random = random
    this.#served = served
    this.#downloads = downloads
  }

  async next(): Promise<PlannedJob> {
    const title = `job-${++this.#count}`
    const plan = this.#random.oneOf([
      () => this.#large(title),
      () => this.#many(title),
      () => this.#proved(title),
      () => this.#namesakes(title),
      () => this.#overStanding(title, 'overwrite'),
      () => this.#overStanding(title, 'skip'),
    ])
    return await plan()
  }

  /** Few files over several connections. */
  async #large(title: string): Promise<PlannedJob> {
    const files = Array.from({ length: this.#random.between(1, 3) }, (_, index) =>
      this.#served.add(this.#random.oneOf(['proved', 'dated', 'cutting', 'unproved', 'refusing']), `${title}-${index}.bin`),
    )
    const connections = this.#random.between(1, 4)
    return { body: { title, connections, urls: urlsOf(files) }, files, before: new Map() }
  }

  /** Many files of every kind. */
  async #many(title: string): Promise<PlannedJob> {
    const files = Array.from({ length: this.#random.between(5, 25) }, (_, index) =>
      this.#served.add(this.#random.oneOf([...mixed, 'small', 'small', 'small', 'small']), `${title}-${index}.bin`),
    )
    return { body: { title, directory: title, urls: urlsOf(files) }, files, before: new Map() }
  }

  /** Files whose digests are known. */
  async #proved(title: string): Promise<PlannedJob> {
    const files = Array.from({ length: this.#random.between(1, 4) }, (_, index) =>
      this.#served.add(this.#random.oneOf(mixed), `${title}-${index}.bin`),
    )
    const episodes = files.map(({ url, sha256 }) => ({ url, checksum: { algorithm: 'sha-256' as const, expected: sha256 } }))
    return { body: { title, episodes }, files, before: new Map() }
  }

  /** Files that all want the same name, in a folder that others use too. */
  async #namesakes(title: string): Promise<PlannedJob> {
    const files = Array.from({ length: this.#random.between(2, 5) }, () =>
      this.#served.add(this.#random.oneOf(mixed), 'same.bin'),
    )
    return { body: { title, urls: urlsOf(files), onConflict: 'rename' }, files, before: new Map() }
  }

  /** A file whose name is taken already. */
  async #overStanding(title: string, onConflict: 'overwrite' | 'skip'): Promise<PlannedJob> {
    const name = 'standing.bin'
    const directory = join(this.#downloads, title)
    const file = this.#served.add(this.#random.oneOf(mixed), name)
    const bytes = Buffer.from(`what stood here before ${title}\n`.repeat(1_000))
    await mkdir(directory, { recursive: true })
    await writeFile(join(directory, name), bytes)
    this.standing.add(join(directory, name))
    const before = new Map([[join(directory, name), { bytes, isReplaced: onConflict === 'overwrite' }]])
    return { body: { title, directory: title, urls: [file.url], onConflict }, files: [file], before }
  }
}

function urlsOf(files: readonly ServedFile[]): string[] {
  return files.map(({ url }) => url)
}
