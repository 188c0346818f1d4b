import { onTestFinished } from 'vitest'
import type { DocumentAnswer, DocumentOrder, SessionFacts } from '../../../src-main/queue/ports.ts'
import { isRefusal } from '../../../src-main/queue/refusal.ts'
import { InspectionDesk } from '../../../src-main/sources/inspection-desk.ts'
import { candidateQuerySchema, type Inspection, inspectOptionsSchema } from '../../../src-preload/contract/index.ts'
import { HandClock } from '../hand-clock.ts'
import { until } from '../staffel.ts'

const workers = {
  real: new URL('../../../src-main/sources/worker/main.ts', import.meta.url),
  endless: new URL('./endless-worker.ts', import.meta.url),
}

/** A real desk with a real thread; documents and time are the test's. */
export class DeskBench {
  readonly clock = new HandClock()
  readonly told: Inspection[] = []
  readonly logged: string[] = []
  readonly asked: DocumentOrder[] = []
  /** Answers what is fetched; without one nothing ever comes. */
  answer: ((order: DocumentOrder) => DocumentAnswer) | null = null
  readonly sessions = new Map<string, SessionFacts>()
  /** Sessions that a server wants a sign-in for, and where it showed. */
  readonly signIns: (readonly [string, object])[] = []
  knownUrls: ReadonlySet<string> = new Set()
  readonly desk: InspectionDesk

  constructor(worker: keyof typeof workers = 'real') {
    let lastId = 0
    this.desk = new InspectionDesk({
      workerUrl: workers[worker],
      documents: { fetch: (order, signal) => this.#fetch(order, signal) },
      isKnown: (urls) => Uint8Array.from(urls, (url) => Number(this.knownUrls.has(url))),
      sessions: {
        facts: (id) => this.sessions.get(id) ?? null,
        all: () => [...this.sessions.values()],
        requireSignIn: (id, need) => this.signIns.push([id, need]),
      },
      clock: this.clock,
      random: { id: () => String(++lastId) },
      log: { info: () => undefined, warn: () => undefined, error: (message) => this.logged.push(message) },
      tell: (inspection) => this.told.push(inspection),
    })
    onTestFinished(() => this.desk.close())
  }

  begin(input: string | undefined, options: object = {}, sessionId?: string): Inspection {
    const order = { input, options: inspectOptionsSchema.parse(options) }
    const begun = this.desk.begin(sessionId === undefined ? order : { ...order, sessionId })
    if (isRefusal(begun)) throw new Error(JSON.stringify(begun))
    return begun
  }

  async ended(id: string): Promise<Inspection> {
    await this.desk.find(id)?.ended()
    const inspection = this.desk.get(id)
    if (inspection === null) throw new Error('it is forgotten')
    return inspection
  }

  /** Time passes; before each ping the thread has answered a question about this inspection, however busy the machine is. */
  async pass(ms: number, asked: Inspection): Promise<void> {
    const query = candidateQuerySchema.parse({ inspectionId: asked.id })
    for (let left = ms; left > 0; left -= 5_000) {
      this.clock.pass(Math.min(left, 5_000))
      await this.desk.ask(asked.id, { kind: 'page', query })
    }
  }

  /** Until the thread has said so much of it. */
  async heard(id: string, wanted: (inspection: Inspection) => boolean): Promise<void> {
    await until(
      async () => this.told.findLast((inspection) => inspection.id === id) ?? null,
      (inspection) => inspection !== null && wanted(inspection),
      5_000,
    )
  }

  #fetch(order: DocumentOrder, signal: AbortSignal): Promise<DocumentAnswer> {
    this.asked.push(order)
    if (this.answer !== null) return Promise.resolve(this.answer(order))
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
  }
}
