import { CommonMemory, type CommonMemoryHandle, diskPlaces, hostPlaces, totalWords, type WorkerRow } from '../common-memory.ts'
import { hashOf } from './hash-of.ts'

/**
 * What the other workers have under way, and what they are to know of this one. Whoever takes something says so first
 * and looks at the others then: of two that want the same at once, one at least sees the other.
 */
export class Neighbours {
  readonly memory: CommonMemory
  /** This worker's place among all. */
  readonly place: number
  readonly #own: WorkerRow
  readonly #others: readonly WorkerRow[]
  readonly #freeNames: number[]
  /** Places of the disks that something is still meant to be written to. */
  #claimed: readonly number[] = []

  /** Without a handle there are no others. */
  constructor(handle?: CommonMemoryHandle) {
    this.memory = new CommonMemory(handle?.memory)
    this.place = handle?.place ?? 0
    const own = this.memory.rows[this.place]
    if (own === undefined) throw new Error('no place for this worker')
    this.#own = own
    this.#others = handle === undefined || handle.isAlone ? [] : this.memory.rows.filter((_, other) => other !== this.place)
    // The first ones first, so that others have few to look through.
    this.#freeNames = [...own.names.keys()].reverse()
  }

  get #isAlone(): boolean {
    return this.#others.length === 0
  }

  /** How many connections to a host the others have. */
  connectionsTo(host: string): number {
    const index = hashOf(host) % hostPlaces
    return this.#sum((row) => Atomics.load(row.connections, index))
  }

  get connections(): number {
    return this.#sum((row) => Atomics.load(row.totals, totalWords.connections))
  }

  get flushes(): number {
    return this.#sum((row) => Atomics.load(row.totals, totalWords.flushes))
  }

  /** This worker has one connection more (1) or less (-1) to a host. */
  noteConnection(host: string, by: 1 | -1): void {
    if (this.#isAlone) return
    Atomics.add(this.#own.connections, hashOf(host) % hostPlaces, by)
    Atomics.add(this.#own.totals, totalWords.connections, by)
  }

  noteFlushes(count: number): void {
    Atomics.store(this.#own.totals, totalWords.flushes, count)
  }

  /** Takes a name for this worker: where it stands among the own ones, or null where another worker has it. */
  takeName(key: bigint): number | null {
    if (this.#isAlone) return 0
    const index = this.#freeNames.pop()
    if (index === undefined) throw new Error('no room for a name')
    const { names, totals } = this.#own
    Atomics.store(names, index, key)
    Atomics.store(totals, totalWords.namesEnd, Math.max(index + 1, Atomics.load(totals, totalWords.namesEnd)))
    if (!this.hasName(key)) return index
    this.freeName(index)
    return null
  }

  /** Whether another worker has this name. */
  hasName(key: bigint): boolean {
    return this.#others.some((row) => holds(row, key))
  }

  freeName(index: number): void {
    if (this.#isAlone) return
    Atomics.store(this.#own.names, index, 0n)
    this.#freeNames.push(index)
  }

  /** Says what this worker still means to write, by disk; of disks that are left out, nothing. */
  claim(bytesByDevice: ReadonlyMap<number, number>): void {
    if (this.#isAlone) return
    const claims = new Map([...this.#claimed].map((index) => [index, 0]))
    for (const [device, bytes] of bytesByDevice) {
      const index = diskPlaceOf(device)
      claims.set(index, (claims.get(index) ?? 0) + bytes)
    }
    for (const [index, bytes] of claims) Atomics.store(this.#own.claims, index, BigInt(bytes))
    this.#claimed = [...claims].flatMap(([index, bytes]) => (bytes > 0 ? [index] : []))
  }

  /** What the others still mean to write to a disk. */
  claimed(device: number): number {
    return this.#sum((row) => Number(Atomics.load(row.claims, diskPlaceOf(device))))
  }

  #sum(of: (row: WorkerRow) => number): number {
    return this.#others.reduce((sum, row) => sum + of(row), 0)
  }
}

function holds({ names, totals }: WorkerRow, key: bigint): boolean {
  const end = Atomics.load(totals, totalWords.namesEnd)
  for (let index = 0; index < end; index++) if (Atomics.load(names, index) === key) return true
  return false
}

/** Devices are numbered by kind and running number: the last digits tell them apart best. */
function diskPlaceOf(device: number): number {
  return device % diskPlaces
}
