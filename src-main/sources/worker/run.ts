import {
  type Failure,
  type Inspection,
  type InspectOptions,
  type SourceKind,
  withoutCredentials,
} from '../../../src-preload/contract/index.ts'
import { assertNever } from '../../queue/assert-never.ts'
import type { DocumentAnswer } from '../../queue/ports.ts'
import { type FromWorker, type InspectionFacts, tellMs, type WantedDocument } from '../protocol.ts'
import { type Finding, type FoundChoice, SourceError } from '../source.ts'
import { CandidateList } from './candidate-list.ts'
import type { DeskLink } from './desk-link.ts'
import { AnswerError, eachFinding, findingsIn, type ReadMaterial } from './inspecting.ts'
import { KnownAddresses } from './known-addresses.ts'
import { readableText } from './own-text.ts'
import { SizeLookup } from './size-lookup.ts'
import { SkippedList } from './skipped-list.ts'
import { tidyUp } from './tidying.ts'

/** Candidates of one inspection, unless patterns may stand for more. */
const usuallyMost = 1_000_000
const mostTitle = 300
/** Characters of a text whose reading leaves little behind. */
const smallText = 1_048_576
const mostChoices = 1_000
/** Of a preview. */
const mostRows = 20

type Told = Extract<FromWorker, { kind: 'told' }>

export interface RunOrder {
  readonly inspectionId: string
  readonly run: number
  readonly options: InspectOptions
  /** Bytes of what is kept of its text. */
  readonly heldBesides: () => number
}

/** One passage through a material: gathers what is found, and tells how it stands. */
export class Run {
  readonly list = new CandidateList()
  readonly sizes: SizeLookup
  readonly #order: RunOrder
  readonly #link: DeskLink
  readonly #stop = new AbortController()
  readonly #skipped = new SkippedList()
  readonly #known: KnownAddresses
  readonly #choices: Inspection['choices'] = []
  #state: Told['state'] = 'waiting'
  #failure: Failure | null = null
  #kind: SourceKind | null = null
  #url: string | null = null
  #title: string | null = null
  #pages: Inspection['pages'] = null
  #preview: Inspection['preview'] = null
  #charactersRead = 0
  #materialCharacters = 0
  #telling: NodeJS.Timeout | undefined

  constructor(order: RunOrder, link: DeskLink) {
    this.#order = order
    this.#link = link
    this.#known = new KnownAddresses(this.list, (urls) => link.isKnown(urls))
    this.sizes = new SizeLookup({
      list: this.list,
      fetch: (wanted) => this.fetch(wanted),
      onFound: () => this.#tellSoon(),
    })
  }

  get options(): InspectOptions {
    return this.#order.options
  }

  get title(): string | null {
    return this.#title
  }

  /** Under the inspection's session; rejects only once the run is stopped. */
  fetch(order: WantedDocument): Promise<DocumentAnswer> {
    return this.#link.fetch(this.#order.inspectionId, order, this.#stop.signal)
  }

  /** So much of a text has come. */
  arrived(characters: number): void {
    this.#charactersRead = characters
    this.#tellSoon()
  }

  /** To its end, whatever that is. Never rejects. */
  async read(material: () => Promise<ReadMaterial>): Promise<void> {
    const { signal } = this.#stop
    this.#state = 'running'
    this.#tellSoon()
    try {
      await this.#find(await material(), signal)
      await this.#known.end()
      this.#state = 'done'
    } catch (error) {
      this.#state = 'failed'
      this.#failure = failureOf(error)
    }
    if (!signal.aborted) this.tell()
    if (this.#materialCharacters > smallText) setImmediate(tidyUp)
  }

  /** Nothing more is found, fetched or told. */
  stop(): void {
    this.#stop.abort()
    this.sizes.stop()
    clearTimeout(this.#telling)
  }

  tell(): void {
    clearTimeout(this.#telling)
    this.#telling = undefined
    const { inspectionId, run, heldBesides } = this.#order
    const heldBytes = this.list.memoryBytes + heldBesides()
    const [state, failure] = [this.#state, this.#failure]
    this.#link.say({ kind: 'told', inspectionId, run, state, facts: this.#facts(), heldBytes, failure })
  }

  async #find(read: ReadMaterial, signal: AbortSignal): Promise<void> {
    const { material } = read
    this.#materialCharacters = material.text?.length ?? 0
    this.#url = material.from === 'server' ? withoutCredentials(material.url) : null
    const parts = { options: this.options, signal, fetch: (order: Parameters<Run['fetch']>[0]) => this.fetch(order) }
    const { source, findings } = findingsIn(read, parts)
    this.#kind = source?.kind ?? 'urls'
    await eachFinding(
      findings,
      signal,
      (finding) => this.#take(finding),
      async () => {
        if (this.#known.isDue) await this.#known.follow()
      },
    )
  }

  #take(finding: Finding): void {
    switch (finding.kind) {
      case 'candidate': {
        const isFull = this.list.length >= Math.max(usuallyMost, this.options.maxCandidates)
        const reason = isFull ? 'limit' : this.list.add(finding.candidate)
        if (reason !== null) this.#skipped.add(finding.candidate.url, reason, finding.line)
        break
      }
      case 'skipped':
        this.#skipped.add(finding.text, finding.reason, finding.line)
        break
      case 'job':
        this.list.beginJob(finding.job)
        break
      case 'title':
        this.#title = readableText(finding.title, mostTitle)
        break
      case 'pages':
        this.#pages = { read: finding.read, left: finding.left }
        break
      case 'choice':
        if (this.#choices.length < mostChoices) this.#choices.push(shownChoice(finding.choice))
        break
      case 'preview':
        this.#preview = { rows: finding.rows.slice(0, mostRows).map((row) => [...row]), columns: finding.columns }
        break
      default:
        return assertNever(finding)
    }
    this.#tellSoon()
  }

  #tellSoon(): void {
    this.#telling ??= setTimeout(() => this.tell(), tellMs)
  }

  #facts(): InspectionFacts {
    return {
      kind: this.#kind,
      url: this.#url,
      title: this.#title,
      found: this.list.length,
      bytes: this.list.bytes,
      withoutSize: this.list.withoutSize,
      known: this.list.known,
      skipped: this.#skipped.count,
      skippedFirst: this.#skipped.first,
      pages: this.#pages,
      bytesRead: this.#charactersRead,
      choices: this.#choices,
      preview: this.#preview,
      ...(this.list.jobs > 0 && { jobs: this.list.jobs }),
      ...(this.list.folders > 0 && { folders: this.list.folders }),
      ...this.list.carried.told(),
    }
  }
}

function shownChoice(choice: FoundChoice): Inspection['choices'][number] {
  const { language = null, width = null, height = null, bitsPerSecond = null, ...rest } = choice
  return { ...rest, language, width, height, bitsPerSecond }
}

/** What a person is told of what ended a reading. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AnswerError) return error.answer.failure
  if (error instanceof SourceError) {
    const params = { reason: error.reason, ...error.details }
    return { code: 'SOURCE_UNREADABLE', message: `Nothing can be made of this input: ${error.reason}.`, params }
  }
  return { code: 'INTERNAL', message: error instanceof Error ? (error.stack ?? error.message) : String(error), params: {} }
}
