import { defaultTitle, type NewEpisode, type Selection } from '../../../src-preload/contract/index.ts'
import type { Refusal } from '../../queue/refusal.ts'
import type { Question, TakenGroup } from '../protocol.ts'
import type { FoundJob } from '../source.ts'
import type { CandidateList } from './candidate-list.ts'
import { candidateName } from './candidate-name.ts'
import type { Listing } from './listing.ts'

type Taking = Extract<Question, { kind: 'take' }>

interface Group {
  readonly directory: string | null
  readonly job: FoundJob | null
  readonly indexes: Uint32Array
}

/** What was chosen, fixed so that it can be fetched piece by piece. */
export class Take {
  readonly #list: CandidateList
  readonly #order: Taking
  readonly #groups: readonly Group[]
  readonly #now: number
  readonly #before: number

  /** `before`: how many were taken earlier, whose places `{index}` goes on from. */
  constructor(list: CandidateList, indexes: Uint32Array, order: Taking, now: number, before = 0) {
    this.#list = list
    this.#order = order
    this.#now = now
    this.#before = before
    if (order.taking.folders !== 'jobs') this.#groups = [{ directory: null, job: null, indexes }]
    else this.#groups = list.jobs > 0 ? byJob(list, indexes) : byFolder(list, indexes)
  }

  groups(): TakenGroup[] {
    return this.#groups.map(({ directory, job, indexes }) => ({
      directory,
      job,
      carried: this.#order.taking.carried ? this.#list.carried.sharedBy(indexes) : {},
      title: this.#title(indexes),
      folders: this.#folders(indexes),
      episodes: indexes.length,
    }))
  }

  episodes(group: number, from: number, limit: number): NewEpisode[] {
    const indexes = this.#groups[group]?.indexes.subarray(from, from + limit) ?? []
    return [...indexes].map((index, offset) => this.#episode(index, this.#before + from + offset + 1))
  }

  /** A folder that is a job of its own is nothing below that. */
  get #keepsFolders(): boolean {
    const { folders } = this.#order.taking
    return folders === 'keep' || (folders === 'jobs' && this.#list.jobs > 0)
  }

  #title(indexes: Uint32Array): string | null {
    return this.#order.jobTitle ?? defaultTitle(indexes.values().map((index) => this.#list.url(index)))
  }

  #folders(indexes: Uint32Array): string[] {
    if (!this.#keepsFolders) return []
    const folders = new Set<string>()
    for (const index of indexes) {
      const directory = this.#list.directory(index)
      if (directory !== null) folders.add(directory)
    }
    return [...folders]
  }

  #episode(index: number, place: number): NewEpisode {
    const { taking, jobTitle } = this.#order
    const template = taking.nameTemplate
    const naming = template === undefined ? null : { template, place, jobTitle, now: this.#now }
    const fileName = naming === null ? this.#list.fileName(index) : candidateName(this.#list, index, naming)
    const title = this.#list.title(index)
    const folder = this.#keepsFolders ? this.#list.directory(index) : null
    const { mirrors, checksum, pieces, signature, key, stream } = this.#list.extras(index)
    return {
      url: this.#list.url(index),
      ...(title !== null && { title }),
      ...(fileName !== null && { fileName }),
      ...(folder !== null && { folder }),
      ...(mirrors !== undefined && { mirrors: [...mirrors] }),
      ...(checksum !== undefined && { checksum }),
      ...(pieces !== undefined && { pieces }),
      ...(signature !== undefined && { signature }),
      ...(key !== undefined && { sourceKey: key }),
      ...(stream !== undefined && { stream: { ...stream, choices: taking.choices ?? stream.choices } }),
    }
  }
}

/** The indexes that are meant, in the order of their finding. */
export function selectedIndexes(
  list: CandidateList,
  listing: Listing,
  { filter, without, withoutKinds = [], also = [], only }: Selection,
): Uint32Array | Refusal {
  if (only !== undefined) return Uint32Array.from(new Set(only.filter((index) => index < list.length))).sort()
  const fitting = listing.fitting(filter)
  if ('refused' in fitting) return fitting
  if (without.length === 0 && withoutKinds.length === 0) return fitting.indexes
  const [left, leftKinds, taken] = [new Set(without), new Set(withoutKinds), new Set(also)]
  const isTaken = (index: number) => !left.has(index) && (!leftKinds.has(list.kind(index)) || taken.has(index))
  return fitting.indexes.filter(isTaken)
}

function byJob(list: CandidateList, indexes: Uint32Array): Group[] {
  return grouped(indexes, (index) => list.jobOf(index)).map(([place, group]) => ({
    directory: null,
    job: list.job(place),
    indexes: Uint32Array.from(group),
  }))
}

function byFolder(list: CandidateList, indexes: Uint32Array): Group[] {
  return grouped(indexes, (index) => list.directory(index)).map(([directory, group]) => ({
    directory,
    job: null,
    indexes: Uint32Array.from(group),
  }))
}

/** In the order in which the keys are first met. */
function grouped<Key>(indexes: Uint32Array, keyOf: (index: number) => Key): [Key, number[]][] {
  const groups = new Map<Key, number[]>()
  for (const index of indexes) {
    const key = keyOf(index)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [index])
    else group.push(index)
  }
  return [...groups]
}
