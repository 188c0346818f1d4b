import { closeSync, fchmodSync, fdatasync, fstatSync, fsync, ftruncateSync, read, type Stats, write, writeSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'

/** What is needed of an open file; a `FileHandle` has it. */
export interface DiskFile extends Pick<FileHandle, 'truncate' | 'chmod' | 'sync' | 'datasync' | 'close'> {
  /** So many bytes are written in place at once, faster than more of them by another thread; none where it is absent or 0. */
  readonly inPlaceBytes?: number
  /** Each write is on the disk, with all that belongs to it, once it is done (`O_SYNC`, open(2)): nothing is left to flush. */
  readonly isSynchronous?: boolean
  /** Writes in place whatever it is told to, at most `inPlaceBytes`. Throws as those of `node:fs` do. */
  writeInPlace?(bytes: Buffer, offset: number, position: number): number
  stat(): Promise<Stats>
  read(into: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>
  write(bytes: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesWritten: number }>
}

const flush = promisify(fsync)
const flushData = promisify(fdatasync)
const readFrom = promisify(read)
const writeTo = promisify(write)

/** So little is copied into the system's memory faster than another thread can be asked to. */
const smallBytes = 65_536

/** Whether calls are made in place now, and how: a disk is watched for keeping them waiting. */
export interface InPlace {
  readonly isDirect: boolean
  timed<Result>(call: () => Result): Result
}

/**
 * A file on a local disk, by its descriptor: small calls are made in place, the others by Node's threads. It has to be
 * closed; the descriptor is given back, once, when no call uses it any more.
 */
export class LocalFile implements DiskFile {
  readonly isSynchronous: boolean
  readonly #descriptor: number
  readonly #inPlace: InPlace
  #calls = 0
  #flushes = 0
  #isClosing = false
  #isClosed = false
  readonly #closed = Promise.withResolvers<void>()

  constructor(descriptor: number, inPlace: InPlace, isSynchronous = false) {
    this.isSynchronous = isSynchronous
    this.#descriptor = descriptor
    this.#inPlace = inPlace
  }

  /** While it is flushed every write may have to wait for that, and with each that flushes. */
  get inPlaceBytes(): number {
    return this.#inPlace.isDirect && this.#flushes === 0 && !this.isSynchronous ? smallBytes : 0
  }

  async stat(): Promise<Stats> {
    return fstatSync(this.#descriptor)
  }

  async truncate(length: number): Promise<void> {
    ftruncateSync(this.#descriptor, length)
  }

  async chmod(mode: number): Promise<void> {
    fchmodSync(this.#descriptor, mode)
  }

  sync(): Promise<void> {
    return this.#flushed(flush)
  }

  datasync(): Promise<void> {
    return this.#flushed(flushData)
  }

  read(into: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }> {
    return this.#used(readFrom(this.#descriptor, into, offset, length, position))
  }

  async write(bytes: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesWritten: number }> {
    if (length > this.inPlaceBytes) return this.#used(writeTo(this.#descriptor, bytes, offset, length, position))
    return { bytesWritten: this.writeInPlace(bytes.subarray(0, offset + length), offset, position) }
  }

  writeInPlace(bytes: Buffer, offset: number, position: number): number {
    return this.#inPlace.timed(() => writeSync(this.#descriptor, bytes, offset, bytes.length - offset, position))
  }

  async close(): Promise<void> {
    this.#isClosing = true
    this.#closeIfUnused()
    await this.#closed.promise
  }

  async #used<Result>(call: Promise<Result>): Promise<Result> {
    this.#calls += 1
    try {
      return await call
    } finally {
      this.#calls -= 1
      this.#closeIfUnused()
    }
  }

  async #flushed(how: (descriptor: number) => Promise<void>): Promise<void> {
    this.#flushes += 1
    try {
      await this.#used(how(this.#descriptor))
    } finally {
      this.#flushes -= 1
    }
  }

  #closeIfUnused(): void {
    if (!this.#isClosing || this.#isClosed || this.#calls > 0) return
    this.#isClosed = true
    try {
      closeSync(this.#descriptor)
      this.#closed.resolve()
    } catch (error) {
      this.#closed.reject(error)
    }
  }
}
