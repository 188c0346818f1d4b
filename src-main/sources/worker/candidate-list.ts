import {
  type Candidate,
  type CandidateKind,
  candidateKinds,
  expectedChecksumSchema,
  isDownloadUrl,
  pieceDigestsSchema,
  type SkipReason,
  signatureSchema,
  withoutCredentials,
} from '../../../src-preload/contract/index.ts'
import { safeFolder } from '../../transfer/worker/safe-folder.ts'
import { safeName } from '../../transfer/worker/safe-name.ts'
import type { FoundCandidate, FoundJob } from '../source.ts'
import { candidateKindOf } from './candidate-kind.ts'
import { GrowingBytes, GrowingNumbers } from './growing.ts'
import { ownText, readableText } from './own-text.ts'

/** The bounds of a new episode. */
const mostAddress = 65_536
const mostTitle = 1_000
const mostKey = 4_096
const mostMirrors = 64
/** Years of four digits, as ISO 8601 has them without an agreement. */
const firstDate = Date.parse('0001-01-01T00:00:00Z')
const lastDate = Date.parse('9999-12-31T23:59:59Z')

/** What few candidates have. */
type Extras = Pick<
  FoundCandidate,
  'mirrors' | 'checksum' | 'pieces' | 'signature' | 'season' | 'number' | 'durationSeconds' | 'cover' | 'key' | 'stream'
>

/**
 * All candidates of an inspection, in columns: a quarter of a million of them cost little more than their texts. A
 * candidate's index is its place, and never another.
 */
export class CandidateList {
  readonly #urls: string[] = []
  readonly #titles: (string | null)[] = []
  readonly #names: (string | null)[] = []
  readonly #types: (string | null)[] = []
  readonly #directories: (string | null)[] = []
  readonly #sizes = new GrowingNumbers()
  readonly #dates = new GrowingNumbers()
  readonly #kinds = new GrowingBytes()
  readonly #known = new GrowingBytes()
  readonly #extras = new Map<number, Extras>()
  /** Of each address, without its fragment. */
  /** Where the candidates of each begin, as they came. */
  readonly #jobs: { readonly job: FoundJob; readonly from: number }[] = []
  readonly #identities = new Set<string>()
  /** Media types and folders, each text once. */
  readonly #shared = new Map<string, string>()
  #bytes = 0
  #withSize = 0
  #knownCount = 0
  #version = 0

  get length(): number {
    return this.#urls.length
  }

  /** Grows with each change: what was computed under another one may be wrong. */
  get version(): number {
    return this.#version
  }

  get bytes(): number {
    return this.#bytes
  }

  get withoutSize(): number {
    return this.length - this.#withSize
  }

  get known(): number {
    return this.#knownCount
  }

  /** What is added from now on is of this job. */
  beginJob(job: FoundJob): void {
    this.#jobs.push({ job, from: this.length })
  }

  /** How many jobs the candidates are of, where their source tells that; 0 otherwise. */
  get jobs(): number {
    return this.#jobs.length
  }

  /** Which of the jobs a candidate is of; -1 for none. */
  jobOf(index: number): number {
    let low = 0
    let high = this.#jobs.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#jobs[middle]?.from ?? 0) <= index) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  job(place: number): FoundJob | null {
    return this.#jobs[place]?.job ?? null
  }

  /** Adds it as the last, made safe; or says why it is none. */
  add(found: FoundCandidate): SkipReason | null {
    if (found.url.length > mostAddress) return 'tooLong'
    const url = URL.parse(found.url)
    if (url === null) return 'address'
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'scheme'
    const { href } = url
    if (href.length > mostAddress) return 'tooLong'
    const identity = url.hash === '' ? href : href.slice(0, -url.hash.length)
    // Two jobs may have the same file.
    const key = this.#jobs.length === 0 ? identity : `${this.#jobs.length} ${identity}`
    if (this.#identities.has(key)) return 'double'
    this.#identities.add(key === href ? href : ownText(key))
    const index = this.#urls.push(href) - 1
    const name = found.fileName === undefined ? null : safeName(found.fileName)
    const type = found.type === undefined ? null : this.#share(found.type.toLowerCase())
    this.#titles.push(found.title === undefined ? null : readableText(found.title, mostTitle))
    this.#names.push(name === null ? null : ownText(name))
    this.#types.push(type)
    this.#directories.push(found.directory === undefined ? null : this.#shareOrNull(safeFolder(found.directory)))
    this.#sizes.push(Number.NaN)
    this.#dates.push(found.date !== undefined && found.date >= firstDate && found.date <= lastDate ? found.date : Number.NaN)
    this.#kinds.push(candidateKinds.indexOf(candidateKindOf({ type, name, path: url.pathname })))
    this.#known.push(0)
    const extras = extrasOf(found)
    if (extras !== null) this.#extras.set(index, extras)
    if (found.size !== undefined) this.setSize(index, found.size)
    this.#version++
    return null
  }

  /** Bytes; nothing changes where that is no size. */
  setSize(index: number, size: number): void {
    if (!Number.isSafeInteger(size) || size < 0 || index >= this.length) return
    const before = this.#sizes.at(index)
    if (Number.isNaN(before)) this.#withSize++
    this.#bytes += size - (Number.isNaN(before) ? 0 : before)
    this.#sizes.set(index, size)
    this.#version++
  }

  /** What a server says of it counts where its source said nothing. */
  setType(index: number, type: string): void {
    if (this.#types[index] !== null) return
    this.#types[index] = this.#share(type)
    const path = URL.parse(this.url(index))?.pathname ?? ''
    this.#kinds.set(index, candidateKinds.indexOf(candidateKindOf({ type, name: this.fileName(index), path })))
    this.#version++
  }

  setKnown(index: number): void {
    if (index >= this.length || this.#known.at(index) === 1) return
    this.#known.set(index, 1)
    this.#knownCount++
    this.#version++
  }

  url(index: number): string {
    return this.#urls[index] ?? ''
  }

  title(index: number): string | null {
    return this.#titles[index] ?? null
  }

  /** A safe one; null where the source names none. */
  fileName(index: number): string | null {
    return this.#names[index] ?? null
  }

  type(index: number): string | null {
    return this.#types[index] ?? null
  }

  directory(index: number): string | null {
    return this.#directories[index] ?? null
  }

  /** NaN where it is unknown. */
  size(index: number): number {
    return this.#sizes.at(index)
  }

  /** Milliseconds since the epoch; NaN where it is unknown. */
  date(index: number): number {
    return this.#dates.at(index)
  }

  kind(index: number): CandidateKind {
    return candidateKinds[this.#kinds.at(index)] ?? 'other'
  }

  isKnown(index: number): boolean {
    return this.#known.at(index) === 1
  }

  extras(index: number): Extras {
    return this.#extras.get(index) ?? {}
  }

  /** As the interface shows it: without what addresses hold as user names and passwords. */
  candidate(index: number): Candidate {
    const extras = this.extras(index)
    const size = this.size(index)
    const date = this.date(index)
    return {
      index,
      url: withoutCredentials(this.url(index)),
      title: this.title(index),
      fileName: this.fileName(index),
      type: this.type(index),
      size: Number.isNaN(size) ? null : size,
      kind: this.kind(index),
      mirrors: (extras.mirrors ?? []).map(withoutCredentials),
      checksum: extras.checksum ?? null,
      directory: this.directory(index),
      season: extras.season ?? null,
      number: extras.number ?? null,
      date: Number.isNaN(date) ? null : new Date(date).toISOString(),
      durationSeconds: extras.durationSeconds ?? null,
      cover: extras.cover ?? null,
      isKnown: this.isKnown(index),
    }
  }

  #share(text: string): string {
    const shared = this.#shared.get(text)
    if (shared !== undefined) return shared
    const own = ownText(text)
    this.#shared.set(own, own)
    return own
  }

  #shareOrNull(text: string | null): string | null {
    return text === null ? null : this.#share(text)
  }
}

/** Null where there are none. What is not what the interface takes is left out. */
function extrasOf(found: FoundCandidate): Extras | null {
  const { mirrors, checksum, pieces, signature, season, number, durationSeconds, cover, key, stream } = found
  const usable = mirrors?.filter((mirror) => mirror.length <= mostAddress && isDownloadUrl(mirror)).slice(0, mostMirrors)
  const extras: Extras = {
    ...(usable !== undefined && usable.length > 0 && { mirrors: usable.map(ownText) }),
    ...(checksum !== undefined && expectedChecksumSchema.safeParse(checksum).success && { checksum }),
    ...(pieces !== undefined && pieceDigestsSchema.safeParse(pieces).success && { pieces }),
    ...(signature !== undefined && signatureSchema.safeParse(signature).success && { signature: ownText(signature) }),
    ...(Number.isSafeInteger(season) && season !== undefined && { season }),
    ...(Number.isFinite(number) && number !== undefined && { number }),
    ...(durationSeconds !== undefined && Number.isFinite(durationSeconds) && durationSeconds >= 0 && { durationSeconds }),
    ...(cover !== undefined &&
      cover.length <= mostAddress &&
      isDownloadUrl(cover) && { cover: ownText(withoutCredentials(cover)) }),
    ...(key !== undefined && key !== '' && key.length <= mostKey && { key: ownText(key) }),
    ...(stream !== undefined && { stream }),
  }
  return Object.keys(extras).length === 0 ? null : extras
}
