import type { Failure, ProxyUse, SourceKind } from '../../../src-preload/contract/index.ts'

/** An episode whose address leads nowhere any more, as its source knows it. */
export interface ExpiredEpisode {
  readonly url: string
  /** What its source calls it; null where that calls it nothing. */
  readonly key: string | null
  readonly title: string | null
  readonly fileName: string | null
}

/** What is asked of a source: all that has expired of it together. */
export interface RenewalOrder {
  readonly source: { readonly kind: SourceKind; readonly url: string }
  /** Null for none. */
  readonly sessionId: string | null
  /** Absent where the settings' way holds. */
  readonly proxy?: ProxyUse
  readonly episodes: readonly ExpiredEpisode[]
}

/** `gone`: it is not there any more, or its source renews nothing. `transient`: asked again later, it may answer. */
export type RenewalAnswer =
  | { readonly kind: 'fresh'; readonly url: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly transient: boolean }

/** Asks sources for fresh addresses. */
export interface LinkRenewal {
  /** An answer for each episode, in their order. Rejects only with the signal's reason. */
  renew(order: RenewalOrder, signal: AbortSignal): Promise<readonly RenewalAnswer[]>
}
