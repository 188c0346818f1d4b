interface Line {
  lastStart: number
  readonly waiting: (() => void)[]
  timer: NodeJS.Timeout | undefined
}

/** Keeps the least time between two request starts at one host; first come, first served. */
export class HostGate {
  readonly #lines = new Map<string, Line>()
  #intervalMs = 0

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
    const line = this.#lines.get(host) ?? { lastStart: -Infinity, waiting: [], timer: undefined }
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
    const now = performance.now()
    while (line.waiting.length > 0 && now - line.lastStart >= this.#intervalMs) {
      line.lastStart = now
      line.waiting.shift()?.()
    }
    const dueMs = line.lastStart + this.#intervalMs - now
    if (line.waiting.length > 0 || dueMs > 0) line.timer = setTimeout(() => this.#pump(host, line), Math.max(0, dueMs))
    else this.#lines.delete(host)
  }
}
