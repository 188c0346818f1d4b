import type {
  CandidatePage,
  CandidateQuery,
  Failure,
  FromInspection,
  Inspection,
  InspectOptions,
  NewEpisode,
} from '../../src-preload/contract/index.ts'
import type { DocumentAnswer, DocumentOrder, ExpiredEpisode, RenewalAnswer, RenewalOrder } from '../queue/ports.ts'
import type { Refusal } from '../queue/refusal.ts'
import type { CarriedTerms, FoundJob } from './source.ts'
import type { FeedOrder, FeedReading } from './subscriptions/feed-order.ts'

/** What an inspection has come to so far, as its thread knows it. */
export type InspectionFacts = Omit<Inspection, 'id' | 'state' | 'error'>

/** What is asked of one inspection. */
export type Question =
  | { readonly kind: 'page'; readonly query: Omit<CandidateQuery, 'inspectionId'> }
  | { readonly kind: 'sizes'; readonly indexes: readonly number[] }
  /** Fixes what is taken, so that it can be fetched in chunks. */
  | {
      readonly kind: 'take'
      readonly taking: Pick<FromInspection, 'selection' | 'nameTemplate' | 'folders' | 'choices' | 'carried'>
      readonly jobTitle: string | null
    }
  /** `group`, `from`: places in what `taken` has told. */
  | { readonly kind: 'chunk'; readonly takeId: number; readonly group: number; readonly from: number; readonly limit: number }
  | { readonly kind: 'endTake'; readonly takeId: number }

/** What will be one job. `directory`: below the folder of all, `/` between its parts; null for that itself. */
export interface TakenGroup {
  /** What its own list says of it; null where nothing does. */
  readonly job: FoundJob | null
  readonly directory: string | null
  /** What all of its entries carry for it; never shown to anybody. */
  readonly carried: CarriedTerms
  /** What it is called if nobody says otherwise. */
  readonly title: string | null
  /** All that its episodes name below its own. */
  readonly folders: readonly string[]
  readonly episodes: number
}

export type Answer =
  | { readonly kind: 'page'; readonly page: CandidatePage }
  | { readonly kind: 'asked'; readonly asked: number }
  | { readonly kind: 'taken'; readonly takeId: number; readonly groups: readonly TakenGroup[] }
  | { readonly kind: 'episodes'; readonly episodes: readonly NewEpisode[] }
  | { readonly kind: 'ended' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Nobody expected that; the message is for the log. */
  | { readonly kind: 'broken'; readonly message: string }

/** What an inspection begins with. `run` is another each time that the same inspection begins anew. */
export interface InspectionOrder {
  readonly inspectionId: string
  readonly run: number
  /** Null: the text comes in pieces. */
  readonly input: string | null
  /** Of the file that the text comes from; null for what was typed or pasted. */
  readonly fileName: string | null
  readonly options: InspectOptions
}

export type ToWorker =
  | { readonly kind: 'begin'; readonly order: InspectionOrder }
  | { readonly kind: 'append'; readonly inspectionId: string; readonly text: string; readonly isLast: boolean }
  | { readonly kind: 'again'; readonly inspectionId: string; readonly run: number; readonly options: InspectOptions }
  | { readonly kind: 'forget'; readonly inspectionId: string }
  | { readonly kind: 'ask'; readonly askId: number; readonly inspectionId: string; readonly question: Question }
  | { readonly kind: 'fetched'; readonly fetchId: number; readonly answer: DocumentAnswer }
  /** One byte for each address that was asked for: 1 where the list or the report has it. */
  | { readonly kind: 'known'; readonly knownId: number; readonly flags: Uint8Array }
  /** What it fetches it asks for under this id, as inspections do under theirs. */
  | {
      readonly kind: 'renew'
      readonly renewalId: string
      readonly source: RenewalOrder['source']
      readonly episodes: readonly ExpiredEpisode[]
    }
  /** Nobody waits for this one any more. */
  | { readonly kind: 'dropRenewal'; readonly renewalId: string }
  | { readonly kind: 'feed'; readonly feedId: number; readonly order: FeedOrder }
  | { readonly kind: 'ping' }

/** What a source wants of a server; under which session, the desk knows. */
export type WantedDocument = Pick<DocumentOrder, 'url' | 'wants' | 'mostBytes' | 'staysAtHost'>

export type FromWorker =
  /** How one stands, at most every {@link tellMs} and at its end. `failure` only of one that failed. */
  | {
      readonly kind: 'told'
      readonly inspectionId: string
      readonly run: number
      readonly state: 'waiting' | 'running' | 'done' | 'failed'
      readonly facts: InspectionFacts
      /** What it takes of the thread's memory, text and candidates. */
      readonly heldBytes: number
      readonly failure: Failure | null
    }
  | { readonly kind: 'answer'; readonly askId: number; readonly answer: Answer }
  | {
      readonly kind: 'fetch'
      readonly fetchId: number
      readonly inspectionId: string
      readonly order: WantedDocument
    }
  | { readonly kind: 'dropFetch'; readonly fetchId: number }
  | { readonly kind: 'isKnown'; readonly knownId: number; readonly urls: readonly string[] }
  /** An answer for each episode, in their order. */
  | { readonly kind: 'renewed'; readonly renewalId: string; readonly answers: readonly RenewalAnswer[] }
  /** A piece of what was read, see `portionsOf`. */
  | { readonly kind: 'feed'; readonly feedId: number; readonly portion: FeedReading; readonly isLast: boolean }
  | { readonly kind: 'pong' }

/** Between two words on how the same inspection stands. */
export const tellMs = 200
