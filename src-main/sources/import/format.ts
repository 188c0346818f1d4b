import type { Finding, SourceTools } from '../source.ts'

/** What is to be imported, without its byte order mark. */
export interface ImportText {
  readonly text: string
  /** Of the file it came from; null for what was pasted. */
  readonly fileName: string | null
  /** Relative addresses are relative to it; null where it came from nowhere. */
  readonly base: string | null
}

/** One of the ways in which other programs write down what is to be fetched. */
export interface ImportFormat {
  /** Looks at the beginning alone: it is asked of everything that comes. */
  matches(input: ImportText): boolean
  /** @throws SourceError where it is not what it looked like */
  read(input: ImportText, tools: SourceTools): AsyncIterable<Finding> | Iterable<Finding>
}
