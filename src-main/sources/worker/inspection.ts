import type { InspectOptions } from '../../../src-preload/contract/index.ts'
import { assertNever } from '../../queue/assert-never.ts'
import { type Refusal, refuse } from '../../queue/refusal.ts'
import type { Answer, InspectionOrder, Question } from '../protocol.ts'
import { SourceError } from '../source.ts'
import { candidatePage } from './candidate-page.ts'
import type { DeskLink } from './desk-link.ts'
import { HeldText } from './held-text.ts'
import { materialOf, type ReadMaterial } from './inspecting.ts'
import { Listing } from './listing.ts'
import { Run } from './run.ts'
import { selectedIndexes, Take } from './taking.ts'

/** Characters of a text that comes in pieces. */
const mostText = 134_217_728

/** What a server answered, without the text of its body, which is held beside it. */
interface Answered {
  readonly read: ReadMaterial
  readonly text: HeldText | null
}

/** One inspection, from its input to its candidates; goes through the same input anew where other options are wished for. */
export class Inspection {
  readonly #id: string
  readonly #link: DeskLink
  readonly #fileName: string | null
  readonly #takes = new Map<number, Take>()
  #run: Run
  #listing: Listing
  readonly #text = new HeldText()
  #characters = 0
  /** It is asked for once. */
  #answered: Answered | null = null
  #lastTake = 0

  constructor({ inspectionId, run, input, fileName, options }: InspectionOrder, link: DeskLink) {
    this.#id = inspectionId
    this.#link = link
    this.#fileName = fileName
    this.#run = this.#newRun(run, options)
    this.#listing = new Listing(this.#run.list)
    if (input === null) this.#run.tell()
    else this.append(input, true)
  }

  append(text: string, isLast: boolean): void {
    this.#characters += text.length
    if (this.#characters <= mostText) this.#text.append(text)
    this.#run.arrived(this.#characters)
    if (isLast) void this.#run.read(() => this.#read())
  }

  again(run: number, options: InspectOptions): void {
    this.stop()
    this.#run = this.#newRun(run, options)
    this.#listing = new Listing(this.#run.list)
    this.#run.arrived(this.#characters)
    void this.#run.read(() => this.#read())
  }

  stop(): void {
    this.#run.stop()
    this.#takes.clear()
  }

  ask(question: Question): Answer {
    const { list, sizes } = this.#run
    switch (question.kind) {
      case 'page': {
        const page = candidatePage(list, this.#listing, question.query, { jobTitle: this.#run.title, now: Date.now() })
        return 'refused' in page ? refused(page) : { kind: 'page', page }
      }
      case 'sizes':
        return { kind: 'asked', asked: sizes.ask(question.indexes) }
      case 'take': {
        const indexes = selectedIndexes(list, this.#listing, question.taking.selection)
        if ('refused' in indexes) return refused(indexes)
        const take = new Take(list, indexes, question, Date.now())
        this.#takes.set(++this.#lastTake, take)
        return { kind: 'taken', takeId: this.#lastTake, groups: take.groups() }
      }
      case 'chunk': {
        const { takeId, group, from, limit } = question
        const take = this.#takes.get(takeId)
        if (take === undefined) return refused(refuse('CONFLICT', { state: 'running' }))
        return { kind: 'episodes', episodes: take.episodes(group, from, limit) }
      }
      case 'endTake':
        this.#takes.delete(question.takeId)
        return { kind: 'ended' }
      default:
        return assertNever(question)
    }
  }

  async #read(): Promise<ReadMaterial> {
    if (this.#characters > mostText) throw new SourceError('tooLarge', { bytes: this.#characters })
    const run = this.#run
    // What was only looked at may have to be read now, and a text may have to be fetched.
    if (this.#answered !== null && run.options.kind === undefined) return readAgain(this.#answered)
    const text = this.#text.whole()
    const read = await materialOf(text, this.#fileName, { options: run.options, fetch: (order) => run.fetch(order) })
    if (read.material.from === 'server') this.#answered = answeredWith(read)
    return read
  }

  #newRun(run: number, options: InspectOptions): Run {
    const heldBesides = () => this.#text.memoryBytes + (this.#answered?.text?.memoryBytes ?? 0)
    return new Run({ inspectionId: this.#id, run, options, heldBesides }, this.#link)
  }
}

function answeredWith(read: ReadMaterial): Answered {
  const { text } = read.material
  if (text === null) return { read, text: null }
  const held = new HeldText()
  held.append(text)
  return { read: { ...read, material: { ...read.material, text: '' } }, text: held }
}

function readAgain({ read, text }: Answered): ReadMaterial {
  return text === null ? read : { ...read, material: { ...read.material, text: text.whole() } }
}

function refused(refusal: Refusal): Answer {
  return { kind: 'refused', refusal }
}
