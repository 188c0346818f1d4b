import type {
  CandidatePage,
  CandidateQuery,
  Failure,
  InspectInput,
  Inspection,
  InspectOptions,
} from '../../src-preload/contract/index.ts'
import { assertNever } from '../queue/assert-never.ts'
import type { Clock, Documents, Log, Random, SessionFacts, Sessions } from '../queue/ports.ts'
import { type Refusal, refuse } from '../queue/refusal.ts'
import { fetchedDocument } from './fetched-document.ts'
import { InspectionEntry, nothingYet } from './inspection-entry.ts'
import { ownMemory } from './own-memory.ts'
import type { Answer, FromWorker, Question } from './protocol.ts'
import { endSession } from './session-end.ts'
import { SourceThread } from './source-thread.ts'

/** Inspections that are kept, whatever has become of them. */
const mostInspections = 16
/**
 * What all of them together may take of the machine's memory: a table of 250,000 lines takes half of it, a usual page a
 * thousandth. One alone may take more.
 */
const mostHeldBytes = 67_108_864
/** To forget what is lighter would help nobody. */
const lightBytes = 1_048_576
/** So long after it was last asked for an inspection is forgotten. */
const keptMs = 30 * 60_000
const lookMs = 60_000

export interface DeskParts {
  readonly workerUrl: URL
  readonly documents: Documents
  /** Of each address, whether the list or the report has it: 1 where it does. */
  readonly isKnown: (urls: readonly string[]) => Uint8Array
  readonly sessions: Pick<Sessions, 'facts' | 'all' | 'requireSignIn'>
  readonly clock: Clock
  readonly random: Pick<Random, 'id'>
  readonly log: Log
  /** Tells whoever listens how one stands. */
  readonly tell: (inspection: Inspection) => void
}

/**
 * All inspections by their ids: the main thread's half. What is read, found and filtered is the thread's business; here
 * is known how each stands, and what they want fetched is fetched.
 */
export class InspectionDesk {
  readonly #parts: DeskParts
  readonly #thread: SourceThread
  readonly #entries = new Map<string, InspectionEntry>()
  readonly #asked = new Map<number, (answer: Answer) => void>()
  #lastAsk = 0
  #cancelLook: (() => void) | null = null

  constructor(parts: DeskParts) {
    this.#parts = parts
    this.#thread = new SourceThread({
      ...parts,
      onWord: (word) => this.#hear(word),
      onLost: (isEndless) => this.#lose(isEndless),
    })
  }

  /** Without `input` it waits for {@link append}. */
  begin({
    input,
    sessionId,
    fileName,
    options,
  }: Omit<InspectInput, 'input'> & { readonly input?: string | undefined }): Inspection | Refusal {
    const refusal = this.#refuseSession(sessionId) ?? this.#makeRoom()
    if (refusal !== null) return refusal
    const { random, clock } = this.#parts
    const entry = new InspectionEntry(
      random.id(),
      sessionId ?? null,
      input === undefined ? 'waiting' : 'running',
      clock.monotonic(),
    )
    entry.asked = this.#sessionOf(entry)
    this.#entries.set(entry.id, entry)
    this.#look()
    const order = { inspectionId: entry.id, run: entry.run, input: input ?? null, fileName: fileName ?? null, options }
    this.#thread.post({ kind: 'begin', order })
    this.#parts.tell(entry.shown())
    return entry.shown()
  }

  append(inspectionId: string, text: string, isLast: boolean): Inspection | Refusal {
    const entry = this.find(inspectionId)
    if (entry === null) return refuse('NOT_FOUND', { inspectionId })
    if (entry.state !== 'waiting') return refuse('CONFLICT', { state: entry.state })
    this.#thread.post({ kind: 'append', inspectionId, text, isLast })
    if (isLast) entry.become('running')
    return entry.shown()
  }

  again(inspectionId: string, options: InspectOptions): Inspection | Refusal {
    const entry = this.find(inspectionId)
    if (entry === null) return refuse('NOT_FOUND', { inspectionId })
    if (entry.state === 'waiting') return refuse('CONFLICT', { state: entry.state })
    entry.dropFetches()
    entry.run++
    entry.asked = this.#sessionOf(entry)
    entry.facts = { ...nothingYet, bytesRead: entry.facts.bytesRead }
    entry.become('running')
    this.#thread.post({ kind: 'again', inspectionId, run: entry.run, options })
    return entry.shown()
  }

  get(inspectionId: string): Inspection | null {
    return this.find(inspectionId)?.shown() ?? null
  }

  /** The one of this id, which is asked for now; null where it is not there any more. */
  find(inspectionId: string): InspectionEntry | null {
    const entry = this.#entries.get(inspectionId) ?? null
    if (entry !== null) entry.askedAt = this.#parts.clock.monotonic()
    return entry
  }

  async candidates({ inspectionId, ...query }: CandidateQuery): Promise<CandidatePage | Refusal> {
    const answer = await this.ask(inspectionId, { kind: 'page', query })
    return answer.kind === 'page' ? answer.page : refusalOf(answer)
  }

  async sizes(inspectionId: string, indexes: readonly number[]): Promise<{ asked: number } | Refusal> {
    const answer = await this.ask(inspectionId, { kind: 'sizes', indexes })
    return answer.kind === 'asked' ? { asked: answer.asked } : refusalOf(answer)
  }

  /** Asks the thread that knows all of it. */
  ask(inspectionId: string, question: Question): Promise<Answer> {
    if (this.find(inspectionId) === null) {
      return Promise.resolve({ kind: 'refused', refusal: refuse('NOT_FOUND', { inspectionId }) })
    }
    const askId = ++this.#lastAsk
    return new Promise((resolve) => {
      this.#asked.set(askId, resolve)
      this.#thread.post({ kind: 'ask', askId, inspectionId, question })
    })
  }

  /** It is not forgotten while somebody reads out of it, unless it is cancelled. */
  async reading<Outcome>(entry: InspectionEntry, work: () => Promise<Outcome>): Promise<Outcome> {
    entry.readers += 1
    try {
      return await work()
    } finally {
      entry.readers -= 1
    }
  }

  /** Breaks it off where it runs; nothing is left of it. */
  cancel(inspectionId: string): { done: true } | Refusal {
    const entry = this.#entries.get(inspectionId)
    if (entry === undefined) return refuse('NOT_FOUND', { inspectionId })
    if (entry.isUnderWay) {
      entry.become('cancelled')
      this.#parts.tell(entry.shown())
    }
    this.#forget(entry)
    return { done: true }
  }

  async close(): Promise<void> {
    this.#cancelLook?.()
    for (const entry of this.#entries.values()) {
      entry.dropFetches()
      if (entry.isUnderWay) entry.become('cancelled')
    }
    this.#entries.clear()
    this.#dropAsked()
    await this.#thread.end()
  }

  #hear(word: FromWorker): void {
    switch (word.kind) {
      case 'told':
        this.#follow(word)
        return
      case 'answer':
        this.#asked.get(word.askId)?.(word.answer)
        this.#asked.delete(word.askId)
        return
      case 'fetch':
        void this.#fetch(word)
        return
      case 'dropFetch':
        for (const entry of this.#entries.values()) entry.fetches.get(word.fetchId)?.abort()
        return
      case 'isKnown': {
        const flags = this.#parts.isKnown(word.urls)
        this.#thread.mention({ kind: 'known', knownId: word.knownId, flags })
        return
      }
      // Asked for by renewals and subscriptions, which have threads of their own.
      case 'renewed':
      case 'feed':
      case 'pong':
        return
      default:
        return assertNever(word)
    }
  }

  #follow({ inspectionId, run, state, facts, heldBytes, failure }: Extract<FromWorker, { kind: 'told' }>): void {
    const entry = this.#entries.get(inspectionId)
    if (entry === undefined || entry.run !== run) return
    entry.facts = facts
    entry.heldBytes = heldBytes
    this.#makeLighter(entry)
    // What it is told as may be older than what is known here: the end of its text may be on its way.
    const isNews = state === 'done' || state === 'failed'
    if (isNews && entry.isUnderWay) {
      if (failure?.code === 'INTERNAL') this.#parts.log.error('a source failed unexpectedly', { error: failure.message })
      entry.become(state, failure === null ? null : this.#errorOf(failure))
      if (failure !== null) endSession(this.#parts, entry.asked, failure)
    }
    this.#parts.tell(entry.shown())
  }

  async #fetch({ fetchId, inspectionId, order }: Extract<FromWorker, { kind: 'fetch' }>): Promise<void> {
    const entry = this.#entries.get(inspectionId)
    if (entry === undefined) return
    const abort = new AbortController()
    entry.fetches.set(fetchId, abort)
    const wanted = { ...order, sessionId: entry.sessionId, headers: {} }
    const answer = await fetchedDocument(this.#parts, wanted, abort.signal)
    entry.fetches.delete(fetchId)
    if (answer === null) return
    this.#thread.mention({ kind: 'fetched', fetchId, answer }, answer.kind === 'answered' ? ownMemory(answer.body) : [])
  }

  /** The thread is gone with all that it had found. */
  #lose(isEndless: boolean): void {
    const failure: Failure = isEndless
      ? { code: 'SOURCE_UNREADABLE', message: 'Reading this input takes too long.', params: { reason: 'endless' } }
      : { code: 'INTERNAL', message: 'The thread that reads sources stopped.', params: {} }
    for (const entry of [...this.#entries.values()]) {
      entry.dropFetches()
      if (!entry.isUnderWay) {
        this.#entries.delete(entry.id)
        continue
      }
      entry.facts = { ...nothingYet, kind: entry.facts.kind, url: entry.facts.url, title: entry.facts.title }
      entry.become('failed', this.#errorOf(failure))
      this.#parts.tell(entry.shown())
    }
    this.#dropAsked()
  }

  #dropAsked(): void {
    const answer: Answer = { kind: 'refused', refusal: refuse('NOT_FOUND', {}) }
    for (const resolve of this.#asked.values()) resolve(answer)
    this.#asked.clear()
  }

  #errorOf({ code, message, params }: Failure): NonNullable<Inspection['error']> {
    return { code, message, params, at: new Date(this.#parts.clock.now()).toISOString() }
  }

  #sessionOf({ sessionId }: InspectionEntry): SessionFacts | null {
    return sessionId === null ? null : this.#parts.sessions.facts(sessionId)
  }

  #refuseSession(sessionId: string | undefined): Refusal | null {
    const { sessions } = this.#parts
    if (sessionId === undefined || sessions.facts(sessionId) !== null) return null
    const options = sessions.all().map(({ id }) => id)
    return refuse('INVALID_INPUT', { issues: [{ path: 'sessionId', value: sessionId, reason: 'option', options }] })
  }

  /** Forgets what has not been asked for for the longest time; what runs is never forgotten. */
  #makeRoom(): Refusal | null {
    if (this.#entries.size < mostInspections) return null
    const [oldest] = this.#idle()
    if (oldest === undefined) return refuse('CONFLICT', { inspections: mostInspections })
    this.#forget(oldest)
    return null
  }

  /** Forgets others in the same order until all that is left is light enough. */
  #makeLighter(growing: InspectionEntry): void {
    let held = this.#entries.values().reduce((sum, { heldBytes }) => sum + heldBytes, 0)
    if (held <= mostHeldBytes) return
    for (const entry of this.#idle()) {
      if (held <= mostHeldBytes) return
      if (entry === growing || entry.heldBytes < lightBytes) continue
      held -= entry.heldBytes
      this.#forget(entry)
    }
  }

  /** Those that can be forgotten, the one that nobody has asked for the longest first. */
  #idle(): InspectionEntry[] {
    return [...this.#entries.values()].filter(({ isIdle }) => isIdle).toSorted((one, other) => one.askedAt - other.askedAt)
  }

  #forget(entry: InspectionEntry): void {
    this.#entries.delete(entry.id)
    entry.dropFetches()
    this.#thread.mention({ kind: 'forget', inspectionId: entry.id })
    if (this.#entries.size === 0) this.#thread.rest()
  }

  #look(): void {
    this.#cancelLook ??= this.#parts.clock.schedule(lookMs, () => {
      this.#cancelLook = null
      const latest = this.#parts.clock.monotonic() - keptMs
      for (const entry of [...this.#entries.values()]) if (entry.askedAt < latest) this.cancel(entry.id)
      if (this.#entries.size > 0) this.#look()
    })
  }
}

/** For an answer that is none to what was asked. */
export function refusalOf(answer: Answer): Refusal {
  if (answer.kind === 'refused') return answer.refusal
  throw new Error(answer.kind === 'broken' ? answer.message : `the answer ${answer.kind} is none to this question`)
}
