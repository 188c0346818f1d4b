import type { HostStarts } from './host-starts.ts'

interface Line {
  readonly waiting: (() => void)[]
  timer: NodeJS.Timeout | undefined
}

/** Keeps the least time between two request starts at one host; first come, first served within a worker. */
export class HostGate {
  readonly #lines = new Map<string, Line>()
  readonly #starts: HostStarts
  #intervalMs = 0

  /** `starts`: shared by all workers, for redirects lead requests of several to one host. */
  constructor(starts: HostStarts) {
    this.#starts = starts
  }

  /** Counts at once, for those in line too. */
  setInterval(intervalMs: number): void {
    if (intervalMs === this.#intervalMs) return
    this.#intervalMs = intervalMs
    for (const [host, line] of this.#lines) this.#pump(host, line)
  }

  /** Resolves when a request to the host may start; rejects with the signal's reason. */
  async enter(host: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#intervalMs === 0) return
    const line = this.#lines.get(host) ?? { waiting: [], timer: undefined }
    this.#lines.set(host, line)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const abort = () => {
      line.waiting.splice(line.waiting.indexOf(resolve), 1)
      reject(signal.reason)
    }
    signal.addEventListener('abort', abort, { once: true })
    line.waiting.push(resolve)
    this.#pump(host, line)
    try {
      await promise
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  #pump(host: string, line: Line): void {
    clearTimeout(line.timer)
    let dueMs = 0
    while (line.waiting.length > 0 && dueMs === 0) {
      dueMs = this.#starts.claim(host, this.#intervalMs)
      if (dueMs === 0) line.waiting.shift()?.()
    }
    if (line.waiting.length > 0) line.timer = setTimeout(() => this.#pump(host, line), Math.ceil(dueMs))
    else this.#lines.delete(host)
  }
}
