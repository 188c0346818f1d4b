import type { EpisodeError, Inspection, SourceKind } from '../../src-preload/contract/index.ts'
import type { SessionFacts } from '../queue/ports.ts'
import type { InspectionFacts } from './protocol.ts'

export const nothingYet: InspectionFacts = {
  kind: null,
  url: null,
  title: null,
  found: 0,
  bytes: 0,
  withoutSize: 0,
  known: 0,
  skipped: 0,
  skippedFirst: [],
  pages: null,
  bytesRead: 0,
  choices: [],
  preview: null,
}

/** An inspection as the main thread knows it. */
export class InspectionEntry {
  readonly id: string
  /** Its requests belong to this session; null for none. */
  readonly sessionId: string | null
  /** The session as it was when the passage began; null for none. */
  asked: SessionFacts | null = null
  /** Which passage is meant; words of an older one count for nothing. */
  run = 1
  state: Inspection['state']
  facts: InspectionFacts = nothingYet
  error: EpisodeError | null = null
  /** Monotonic milliseconds. */
  askedAt: number
  /** What it takes of the thread's memory. */
  heldBytes = 0
  /** How many are reading out of it, and must not lose it meanwhile. */
  readers = 0
  /** What is being fetched for it. */
  readonly fetches = new Map<number, AbortController>()
  #waiting: (() => void)[] = []

  constructor(id: string, sessionId: string | null, state: 'waiting' | 'running', askedAt: number) {
    this.id = id
    this.sessionId = sessionId
    this.state = state
    this.askedAt = askedAt
  }

  get isUnderWay(): boolean {
    return this.state === 'waiting' || this.state === 'running'
  }

  /** Nothing is lost but what can be found again. */
  get isIdle(): boolean {
    return !this.isUnderWay && this.readers === 0
  }

  get kind(): SourceKind {
    return this.facts.kind ?? 'urls'
  }

  shown(): Inspection {
    return { id: this.id, state: this.state, ...this.facts, error: this.error }
  }

  /** Resolves once it has come to an end. */
  ended(): Promise<void> {
    return this.isUnderWay ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve()
  }

  /** Its state is another. */
  become(state: Inspection['state'], error: EpisodeError | null = null): void {
    this.state = state
    this.error = error
    if (this.isUnderWay) return
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  dropFetches(): void {
    for (const fetch of this.fetches.values()) fetch.abort()
    this.fetches.clear()
  }
}
