import type { HostNews } from '../protocol.ts'
import { parseRetryAfter } from './retry-after.ts'
import { strongValidator } from './validator.ts'

/** An answer as far as it shows what its host is like. */
export interface ShownAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

interface Lesson {
  readonly servesRanges: boolean | null
  readonly strongValidators: boolean | null
}

/** Of so many hosts is remembered what was told; then it is told anew. */
const mostHosts = 1_000
const nothing: Lesson = { servesRanges: null, strongValidators: null }
const everything: Lesson = { servesRanges: true, strongValidators: true }

/**
 * Watches every answer and tells what it shows of its host: each refusal, and each lesson once. A host that has once
 * served a part of a file, or named a validator that counts, can do so: a single file without says nothing against it.
 */
export class HostNotes {
  readonly #tell: (host: string, news: HostNews) => void
  readonly #told = new Map<string, Lesson>()

  constructor(tell: (host: string, news: HostNews) => void) {
    this.#tell = tell
  }

  /** `hosts`: the one that was asked and the one that answered; `sent`: what the request carried besides. */
  note(hosts: ReadonlySet<string>, sent: Readonly<Record<string, string>>, { status, headers }: ShownAnswer): void {
    if (status === 429 || status === 503) {
      const retryAfterMs = parseRetryAfter(text(headers['retry-after']), Date.now(), text(headers.date))
      for (const host of hosts) this.#tell(host, { kind: 'refused', status, retryAfterMs })
      return
    }
    // Of a host that can do all there is nothing left to learn: this comes with each of ten thousand files.
    if (hosts.values().every((host) => this.#told.get(host) === everything)) return
    const lesson = lessonOf(sent, status, headers)
    if (lesson !== nothing) for (const host of hosts) this.#learn(host, lesson)
  }

  #learn(host: string, lesson: Lesson): void {
    const before = this.#told.get(host) ?? nothing
    const now: Lesson = {
      servesRanges: before.servesRanges === true ? true : (lesson.servesRanges ?? before.servesRanges),
      strongValidators: before.strongValidators === true ? true : (lesson.strongValidators ?? before.strongValidators),
    }
    if (now.servesRanges === before.servesRanges && now.strongValidators === before.strongValidators) return
    if (this.#told.size >= mostHosts) this.#told.clear()
    this.#told.set(host, now.servesRanges === true && now.strongValidators === true ? everything : now)
    this.#tell(host, { kind: 'learnt', ...now })
  }
}

function lessonOf(sent: Readonly<Record<string, string>>, status: number, headers: ShownAnswer['headers']): Lesson {
  if (status !== 200 && status !== 206) return nothing
  const validator = {
    etag: text(headers.etag) ?? null,
    lastModified: text(headers['last-modified']) ?? null,
    date: text(headers.date) ?? null,
  }
  // A 200 to a range on a condition only says that the file has changed.
  const refusesRanges = sent.range !== undefined && sent['if-range'] === undefined
  return {
    servesRanges: status === 206 ? true : refusesRanges ? false : null,
    strongValidators: strongValidator(validator) !== null,
  }
}

function text(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0]
}
