import type {
  ExpectedChecksum,
  InspectOptions,
  NewJob,
  PieceDigests,
  SkipReason,
  SourceKind,
  SourceProblem,
  Stream,
} from '../../src-preload/contract/index.ts'
import type { DocumentAnswer } from '../queue/ports.ts'

/**
 * What turns an input into candidates. One file for each kind, run in a thread of its own: it may compute for seconds, but
 * it gives its findings one by one, and ends soon after `tools.signal`.
 */
export interface Source {
  readonly kind: SourceKind
  /** Whether the material is of its kind. Asked in the order of the registry, the first that says yes has it. */
  matches(material: Material): boolean
  /** @throws SourceError where nothing can be made of it. */
  inspect(material: Material, tools: SourceTools): AsyncIterable<Finding> | Iterable<Finding>
  /**
   * A fresh address for an episode whose own has expired, read out of where it came from once more. Null: it is not there
   * any more. Absent where addresses of this kind cannot be renewed.
   */
  refresh?(expired: ExpiredLink, material: Material, tools: SourceTools): Promise<string | null>
}

/** What is to be read: a text that was handed in, or what a server answered. */
export type Material =
  | {
      readonly from: 'text'
      readonly text: string
      /** Of the file it came from; null for what was typed or pasted. */
      readonly fileName: string | null
    }
  | {
      readonly from: 'server'
      /** Where the redirects led: relative addresses are relative to it. */
      readonly url: string
      /** What was asked for. */
      readonly requestedUrl: string
      readonly status: number
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>
      /** Lower case, without parameters; empty where the head names none. */
      readonly mediaType: string
      /** The body as text, by its charset (RFC 9110 §8.3, BOM and declarations as the WHATWG's Encoding says). Null where it was not read: it is a file. */
      readonly text: string | null
    }

/** What a source tells, one after the other. */
export type Finding =
  /** `line`: in a text, from 1, for what is said of it where it is left out. */
  | { readonly kind: 'candidate'; readonly candidate: FoundCandidate; readonly line?: number }
  | { readonly kind: 'skipped'; readonly text: string; readonly reason: SkipReason; readonly line?: number }
  /** Candidates from here on are this job's, until the next. */
  | { readonly kind: 'job'; readonly job: FoundJob }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'pages'; readonly read: number; readonly left: number }
  | { readonly kind: 'choice'; readonly choice: FoundChoice }
  | { readonly kind: 'preview'; readonly rows: readonly (readonly string[])[]; readonly columns: InspectOptions['columns'] }

/** A job as a list of Staffel's own tells it. Its folder is below the download folder; its queue, session and proxy may not be there. */
export type FoundJob = Pick<
  NewJob,
  | 'title'
  | 'directory'
  | 'source'
  | 'queueId'
  | 'priority'
  | 'sequential'
  | 'connections'
  | 'speedLimit'
  | 'onConflict'
  | 'sessionId'
  | 'proxy'
  | 'startPaused'
>

/** A candidate as it is found; what the source does not say is absent. Doubles are left out by whoever reads findings. */
export interface FoundCandidate {
  /** Absolute; http or https, otherwise it becomes `skipped: scheme`. */
  readonly url: string
  readonly title?: string
  /** As the source says it; made safe before it is used. */
  readonly fileName?: string
  /** Media type, without parameters. */
  readonly type?: string
  readonly size?: number
  readonly mirrors?: readonly string[]
  readonly checksum?: ExpectedChecksum
  readonly pieces?: PieceDigests
  /** Detached, OpenPGP, in ASCII armour. */
  readonly signature?: string
  /** The folder below the job's, parts divided by `/`, as the source says it; made safe before it is used. */
  readonly directory?: string
  readonly season?: number
  readonly number?: number
  /** Milliseconds since the epoch. */
  readonly date?: number
  readonly durationSeconds?: number
  readonly cover?: string
  /** Stands for the same thing when its address changes. */
  readonly key?: string
  readonly stream?: Stream
  readonly carried?: CarriedTerms
}

/** What an entry of a list says that belongs to a job; its values may be secrets. */
export type CarriedTerms = Pick<NewJob, 'headers' | 'connections' | 'startPaused'>

export interface FoundChoice {
  readonly id: string
  readonly kind: 'video' | 'audio' | 'subtitles'
  readonly name: string
  readonly language?: string
  readonly width?: number
  readonly height?: number
  readonly bitsPerSecond?: number
  readonly isDefault: boolean
}

export interface ExpiredLink {
  readonly url: string
  readonly key: string | null
  readonly title: string | null
  readonly fileName: string | null
}

export interface SourceTools {
  readonly options: InspectOptions
  readonly signal: AbortSignal
  /**
   * Asks a server under the very rules that hold for downloads: session, proxies, limits of the host. Never rejects but
   * by the signal. `readable`: the body is read where it is text of some kind. `staysAtHost`: a redirect to another
   * host is not followed, it is the answer.
   */
  fetch(request: {
    readonly url: string
    readonly wants: 'head' | 'body' | 'readable'
    readonly mostBytes?: number
    readonly staysAtHost?: boolean
  }): Promise<Fetched>
  /** Lets others of this thread have a turn; call it now and then in what takes long. */
  breathe(): Promise<void>
}

export type Fetched =
  | { readonly kind: 'material'; readonly material: Extract<Material, { from: 'server' }>; readonly isCut: boolean }
  | Extract<DocumentAnswer, { kind: 'failed' }>

/** Nothing can be made of an input: said to the person as `SOURCE_UNREADABLE` with this reason. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly reason: SourceProblem
  readonly details: Readonly<Record<string, string | number>>

  constructor(reason: SourceProblem, details: Readonly<Record<string, string | number>> = {}) {
    super(reason)
    this.reason = reason
    this.details = details
  }
}
