import { closeSync, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'

const flush = promisify(fdatasync)

/**
 * Flushes the write-ahead log from another thread. A commit at `synchronous=FULL` differs from one at `NORMAL` by
 * exactly this call (SQLite, "Write-Ahead Logging" §2.2, and `PRAGMA synchronous`); made here, the queue does not stand
 * still while the disk works, and all commits in the meantime share the next one.
 */
export class JournalFlush {
  readonly #file: string
  #descriptor: number | null = null
  #running: Promise<void> | null = null
  #next: Promise<void> | null = null

  /** `database`: path of the database; its log stands beside it, for as long as it is open. */
  constructor(database: string) {
    this.#file = `${database}-wal`
  }

  /** Resolves once a flush that began after this call is through. Rejects where the disk could not. */
  flushed(): Promise<void> {
    if (this.#running === null) return this.#begin()
    this.#next ??= this.#running.then(
      () => this.#begin(),
      () => this.#begin(),
    )
    return this.#next
  }

  /** A flush under way goes on over a descriptor of its own. */
  close(): void {
    const descriptor = this.#descriptor
    this.#descriptor = null
    if (descriptor === null) return
    if (this.#running === null) closeSync(descriptor)
    else void this.#running.catch(() => undefined).then(() => closeSync(descriptor))
  }

  #begin(): Promise<void> {
    this.#next = null
    const running = this.#flush()
    this.#running = running
    const end = () => {
      if (this.#running === running) this.#running = null
    }
    running.then(end, end)
    return running
  }

  async #flush(): Promise<void> {
    this.#descriptor ??= openSync(this.#file, 'r+')
    await flush(this.#descriptor)
  }
}
