/** There are never more workers than this. */
export const mostWorkers = 4
/** So many hosts are told apart; two that share a place count as one where several workers ask. */
export const hostPlaces = 8_192
/** So many jobs have a speed limit of their own at once; far more than there are slots. */
export const jobPlaces = 1_024
/** So many queues have one; more than there can be. */
export const queuePlaces = 128
/** Two names for each attempt that may run, and room beyond. */
export const namePlaces = 4_096
/** So many disks are told apart. */
export const diskPlaces = 64

/**
 * What is said of one speed limit: its rate, when it is free again, and of each worker until when its turn is kept for
 * those who wait there, and what each of them has had. Times in nanoseconds.
 */
export const limitWords = { rate: 0, freeAt: 1, waitsUntil: 2, served: 2 + mostWorkers, count: 2 + 2 * mostWorkers } as const

/** What one worker has in all: connections, flushes under way, and how far its places for names have ever been used. */
export const totalWords = { connections: 0, flushes: 1, namesEnd: 2, count: 3 } as const

/** What one worker has under way. Only it writes here, the others read; the pool clears it when the worker is gone. */
export interface WorkerRow {
  /** Connections by host. */
  readonly connections: Int32Array
  /** See {@link totalWords}. */
  readonly totals: Int32Array
  /** Keys of the names it has taken; 0 where nothing is. */
  readonly names: BigInt64Array
  /** Bytes that it still means to write, by disk. */
  readonly claims: BigInt64Array
}

/** Whose memory it is and which worker looks at it: what a worker is started with. */
export interface CommonMemoryHandle {
  readonly memory: SharedArrayBuffer
  /** The worker's place among all, from 0. */
  readonly place: number
  /** There is never another: nothing has to be said for others to read. */
  readonly isAlone: boolean
}

const words = BigInt64Array.BYTES_PER_ELEMENT
const halfWords = Int32Array.BYTES_PER_ELEMENT
const limitBytes = limitWords.count * words
const startsBytes = hostPlaces * words
const limitsBytes = (1 + jobPlaces + queuePlaces) * limitBytes
// An even number, so that each row begins where words may.
const totalsBytes = 2 * Math.ceil(totalWords.count / 2) * halfWords
const rowBytes = namePlaces * words + diskPlaces * words + hostPlaces * halfWords + totalsBytes

/**
 * The little that all workers have to know of each other, so that a limit of the program holds however many there are.
 * Every word is read and written with `Atomics`; nothing is ever locked.
 */
export class CommonMemory {
  readonly memory: SharedArrayBuffer
  /** When the last request to each host started. */
  readonly hostStarts: BigInt64Array
  readonly rows: readonly WorkerRow[]

  constructor(memory = new SharedArrayBuffer(startsBytes + limitsBytes + mostWorkers * rowBytes)) {
    this.memory = memory
    this.hostStarts = new BigInt64Array(memory, 0, hostPlaces)
    this.rows = Array.from({ length: mostWorkers }, (_, place) => rowAt(memory, startsBytes + limitsBytes + place * rowBytes))
  }

  /** The speed limit of the whole program. */
  get globalLimit(): BigInt64Array {
    return new BigInt64Array(this.memory, startsBytes, limitWords.count)
  }

  /** The speed limit of a job. */
  jobLimit(jobPlace: number): BigInt64Array {
    return new BigInt64Array(this.memory, startsBytes + (1 + jobPlace) * limitBytes, limitWords.count)
  }

  /** The speed limit of a queue. */
  queueLimit(queuePlace: number): BigInt64Array {
    return this.jobLimit(jobPlaces + queuePlace)
  }

  /** Gives a queue's place to another queue. */
  clearQueue(queuePlace: number): void {
    clear(this.queueLimit(queuePlace))
  }

  /** Gives a job's place to another job. */
  clearJob(jobPlace: number): void {
    clear(this.jobLimit(jobPlace))
  }

  /** A worker is gone: nothing is taken or waited for by it any more. */
  clearWorker(place: number): void {
    const row = this.rows[place]
    if (row === undefined) return
    for (const part of [row.names, row.claims]) clear(part)
    for (const part of [row.connections, row.totals]) {
      for (let index = 0; index < part.length; index++) Atomics.store(part, index, 0)
    }
    Atomics.store(this.globalLimit, limitWords.waitsUntil + place, 0n)
    for (let job = 0; job < jobPlaces + queuePlaces; job++) Atomics.store(this.jobLimit(job), limitWords.waitsUntil + place, 0n)
  }
}

function rowAt(memory: SharedArrayBuffer, offset: number): WorkerRow {
  const claimsAt = offset + namePlaces * words
  const connectionsAt = claimsAt + diskPlaces * words
  const totalsAt = connectionsAt + hostPlaces * halfWords
  return {
    names: new BigInt64Array(memory, offset, namePlaces),
    claims: new BigInt64Array(memory, claimsAt, diskPlaces),
    connections: new Int32Array(memory, connectionsAt, hostPlaces),
    totals: new Int32Array(memory, totalsAt, totalWords.count),
  }
}

function clear(part: BigInt64Array): void {
  for (let index = 0; index < part.length; index++) Atomics.store(part, index, 0n)
}
