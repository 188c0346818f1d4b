import { randomInt } from 'node:crypto'
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
import { AddressColumn } from './address-column.ts'
import { candidateKindOf } from './candidate-kind.ts'
import { CarriedColumn } from './carried-column.ts'
import { GrowingBytes, GrowingNumbers } from './growing.ts'
import type { HashKey } from './keyed-hash.ts'
import { readableText } from './own-text.ts'
import { SharedTexts } from './shared-texts.ts'
import { TextColumn } from './text-column.ts'

/** The bounds of a new episode. */
const mostAddress = 65_536
const mostTitle = 1_000
const mostKey = 4_096
const mostMirrors = 64
/** Years of four digits, as ISO 8601 has them without an agreement. */
const firstDate = Date.parse('0001-01-01T00:00:00Z')
const lastDate = Date.parse('9999-12-31T23:59:59Z')

/**
 * What the columns of one inspection may take: ten million addresses that patterns stand for fit in. They lie outside of
 * the heap, whose own limit does not hold for them.
 */
const mostMemoryBytes = 1_610_612_736
/** Candidates between two looks at it. */
const looksEach = 16

/** What few candidates have. */
type Extras = Pick<
  FoundCandidate,
  'mirrors' | 'checksum' | 'pieces' | 'signature' | 'season' | 'number' | 'durationSeconds' | 'cover' | 'key' | 'stream'
>

/**
 * All candidates of an inspection, in columns outside of the heap: a quarter of a million of them cost little more than
 * the letters of their texts. A candidate's index is its place, and never another.
 */
export class CandidateList {
  readonly #urls = new AddressColumn(hashKey())
  readonly #titles = new TextColumn()
  readonly #names = new TextColumn()
  readonly #types = new SharedTexts()
  readonly #directories = new SharedTexts()
  /** As JSON. */
  readonly #extras = new TextColumn()
  /** What candidates say of the job that they become part of. */
  readonly carried = new CarriedColumn()
  readonly #sizes = new GrowingNumbers()
  readonly #dates = new GrowingNumbers()
  readonly #kinds = new GrowingBytes()
  readonly #known = new GrowingBytes()
  /** Where the candidates of each begin, as they came. */
  readonly #jobs: { readonly job: FoundJob; readonly from: number }[] = []
  #bytes = 0
  #withSize = 0
  #knownCount = 0
  #isFull = false
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

  /** What all of it takes of the machine's memory. */
  get memoryBytes(): number {
    const columns = [
      ...[this.#urls, this.#titles, this.#names, this.#types, this.#directories, this.#extras],
      ...[this.#sizes, this.#dates, this.#kinds, this.#known, this.carried],
    ]
    return columns.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)
  }

  /** What is added from now on is of this job. */
  beginJob(job: FoundJob): void {
    this.#jobs.push({ job, from: this.length })
  }

  /** How many jobs the candidates are of, where their source tells that; 0 otherwise. */
  get jobs(): number {
    return this.#jobs.length
  }

  /** In how many folders they are, the job's own among them; 0 where all are in that one. */
  get folders(): number {
    const { different, hasNull } = this.#directories
    return different === 0 ? 0 : different + (hasNull ? 1 : 0)
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
    if (this.length % looksEach === 0) this.#isFull ||= this.memoryBytes > mostMemoryBytes
    if (this.#isFull) return 'limit'
    const index = this.length
    // Two jobs may have the same file.
    if (!this.#urls.add(href, { group: this.#jobs.length, from: this.#jobs.at(-1)?.from ?? 0 })) return 'double'
    const name = found.fileName === undefined ? null : safeName(found.fileName)
    const type = found.type === undefined ? null : found.type.toLowerCase()
    this.#titles.push(found.title === undefined ? null : readableText(found.title, mostTitle))
    this.#names.push(name)
    this.#types.push(type)
    this.#directories.push(found.directory === undefined ? null : safeFolder(found.directory))
    this.#extras.push(extrasOf(found))
    this.carried.push(found.carried ?? null)
    this.#sizes.push(Number.NaN)
    this.#dates.push(found.date !== undefined && found.date >= firstDate && found.date <= lastDate ? found.date : Number.NaN)
    this.#kinds.push(candidateKinds.indexOf(candidateKindOf({ type, name, path: url.pathname })))
    this.#known.push(0)
    if (found.size !== undefined) this.setSize(index, found.size)
    this.#version++
    return null
  }

  /** Bytes; nothing changes where that is no size. */
  setSize(index: number, size: number): void {
    if (!Number.isSafeInteger(size) || size < 0 || index >= this.length) return
    const before = this.size(index)
    if (Number.isNaN(before)) this.#withSize++
    this.#bytes += size - (Number.isNaN(before) ? 0 : before)
    this.#sizes.set(index, size)
    this.#version++
  }

  /** What a server says of it counts where its source said nothing. */
  setType(index: number, type: string): void {
    if (index >= this.length || this.type(index) !== null) return
    this.#types.set(index, type)
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
    return this.#urls.at(index)
  }

  title(index: number): string | null {
    return this.#titles.at(index)
  }

  /** A safe one; null where the source names none. */
  fileName(index: number): string | null {
    return this.#names.at(index)
  }

  type(index: number): string | null {
    return this.#types.at(index)
  }

  directory(index: number): string | null {
    return this.#directories.at(index)
  }

  /** NaN where it is unknown. */
  size(index: number): number {
    return this.#sizes.at(index) ?? Number.NaN
  }

  /** Milliseconds since the epoch; NaN where it is unknown. */
  date(index: number): number {
    return this.#dates.at(index) ?? Number.NaN
  }

  kind(index: number): CandidateKind {
    return candidateKinds[this.#kinds.at(index) ?? -1] ?? 'other'
  }

  isKnown(index: number): boolean {
    return this.#known.at(index) === 1
  }

  extras(index: number): Extras {
    const text = this.#extras.at(index)
    return text === null ? {} : JSON.parse(text)
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
}

/** As JSON; null where there are none. What is not what the interface takes is left out. */
function extrasOf(found: FoundCandidate): string | null {
  const { mirrors, checksum, pieces, signature, season, number, durationSeconds, cover, key, stream } = found
  const usable = mirrors?.filter((mirror) => mirror.length <= mostAddress && isDownloadUrl(mirror)).slice(0, mostMirrors)
  const extras: Extras = {
    ...(usable !== undefined && usable.length > 0 && { mirrors: usable }),
    ...(checksum !== undefined && expectedChecksumSchema.safeParse(checksum).success && { checksum }),
    ...(pieces !== undefined && pieceDigestsSchema.safeParse(pieces).success && { pieces }),
    ...(signature !== undefined && signatureSchema.safeParse(signature).success && { signature }),
    ...(Number.isSafeInteger(season) && season !== undefined && { season }),
    ...(Number.isFinite(number) && number !== undefined && { number }),
    ...(durationSeconds !== undefined && Number.isFinite(durationSeconds) && durationSeconds >= 0 && { durationSeconds }),
    ...(cover !== undefined && cover.length <= mostAddress && isDownloadUrl(cover) && { cover: withoutCredentials(cover) }),
    ...(key !== undefined && key !== '' && key.length <= mostKey && { key }),
    ...(stream !== undefined && { stream }),
  }
  return Object.keys(extras).length === 0 ? null : JSON.stringify(extras)
}

function hashKey(): HashKey {
  return [randomInt(2 ** 32), randomInt(2 ** 32)]
}
