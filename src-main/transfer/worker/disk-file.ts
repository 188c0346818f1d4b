import { closeSync, fchmodSync, fdatasync, fstatSync, fsync, ftruncateSync, read, type Stats, write, writeSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'

/** What is needed of an open file; a `FileHandle` has it. */
export interface DiskFile extends Pick<FileHandle, 'truncate' | 'chmod' | 'sync' | 'datasync' | 'close'> {
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

/**
 * A file on a local disk, by its descriptor: small calls are made in place, the others by Node's threads. It has to be
 * closed; the descriptor is given back, once, when no call uses it any more.
 */
export class LocalFile implements DiskFile {
  readonly #descriptor: number
  #calls = 0
  #isClosing = false
  #isClosed = false
  readonly #closed = Promise.withResolvers<void>()

  constructor(descriptor: number) {
    this.#descriptor = descriptor
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
    return this.#used(flush(this.#descriptor))
  }

  datasync(): Promise<void> {
    return this.#used(flushData(this.#descriptor))
  }

  read(into: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }> {
    return this.#used(readFrom(this.#descriptor, into, offset, length, position))
  }

  async write(bytes: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesWritten: number }> {
    if (length > smallBytes) return this.#used(writeTo(this.#descriptor, bytes, offset, length, position))
    return { bytesWritten: writeSync(this.#descriptor, bytes, offset, length, position) }
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
