import type {
  Cookie,
  Credential,
  EffectiveMode,
  NewCookie,
  Session,
  SessionMode,
  SignInNeed,
} from '../../../src-preload/contract/index.ts'

/** A request that belongs to a session, or goes to a host with credentials, before it is sent: one hop, no redirects. */
export interface ExchangeRequest {
  /** Null for a document, which is no attempt. */
  readonly attemptId: number | null
  /** Null: only credentials count. */
  readonly sessionId: string | null
  /** Without credentials of its own. */
  readonly url: string
  readonly method: 'GET' | 'HEAD'
  /** The origins of all hops so far, this one last: RFC 6265bis §5.2. */
  readonly origins: readonly string[]
  /** The exchange that was refused and that this one repeats; null where it repeats none. */
  readonly repeats: number | null
}

/** The fields that go along with the request. */
export interface ExchangeGrant {
  readonly cookie: string | null
  readonly authorization: string | null
}

/** How an exchange ended. It ends with the head of the answer; what comes after that is nobody's business here. */
export type ExchangeEnd =
  | {
      readonly kind: 'answered'
      readonly status: number
      /** Each `Set-Cookie` field as it came, in order. */
      readonly setCookies: readonly string[]
      /** Each `WWW-Authenticate` field; empty but on a 401. */
      readonly challenges: readonly string[]
      /** The user's own `Authorization` went along, and not the one that was granted: the answer says nothing of that. */
      readonly hadOwnAuthorization: boolean
    }
  /** No head came. `wasSent`: the server may have seen the request, and may have changed its mind about the session. */
  | { readonly kind: 'unanswered'; readonly wasSent: boolean }

/**
 * What a refusal (401, 403) means. `again`: it was asked with what no longer holds, or now has an answer to the
 * challenge; the same request may be sent once more. `replaced`: it was sent once more already, and others have renewed the
 * session again meanwhile: it counts, but not against the sign-in. `final`: it counts.
 */
export type ExchangeVerdict = 'again' | 'replaced' | 'final'

/** The one owner of all jars: whoever sends a request of a session asks here first and tells here what came. */
export interface Exchanges {
  /**
   * Resolves when the request may be sent; null where there is no such session. Rejects with the signal's reason.
   * `exchangeId` is given by the caller and never used twice.
   */
  begin(exchangeId: string, request: ExchangeRequest, signal: AbortSignal): Promise<ExchangeGrant | null>
  /**
   * To be called exactly once for each grant, as soon as the head is here or will not come. Resolves at once unless the
   * answer is a refusal.
   */
  end(exchangeId: string, end: ExchangeEnd): Promise<ExchangeVerdict>
  /** An attempt of the session was checkpointed, or has ended: what answers changed is on disk when this returns. */
  keep(sessionId: string): void
  /** Hosts (`name[:port]`) that have credentials: requests to them go through here too. */
  readonly credentialHosts: readonly string[]
  onCredentialHosts(listener: (hosts: readonly string[]) => void): () => void
}

/** A session as far as the queue has to know it. */
export interface SessionFacts {
  readonly id: string
  readonly name: string
  readonly mode: EffectiveMode
  /** Nothing of it is started while it needs a sign-in. */
  readonly needsSignIn: boolean
  /** How often it got other cookies or credentials, or was resumed, in this run: a refusal of what was asked before says nothing. */
  readonly renewals: number
}

/** What the queue is told of sessions and credentials. */
export type SessionNews =
  /** What the queue goes by is another, or the session is new or gone. */
  | { readonly kind: 'changed'; readonly sessionId: string }
  /** A server wants a sign-in. */
  | { readonly kind: 'ended'; readonly sessionId: string; readonly name: string; readonly host: string }
  /** Its server renews tokens, which nobody had said. */
  | { readonly kind: 'rotates'; readonly sessionId: string; readonly name: string }
  /** There are other credentials for these hosts (`name[:port]`). */
  | { readonly kind: 'credentials'; readonly hosts: readonly string[] }
  /** Only what is shown of them is another. */
  | { readonly kind: 'shown' }

/** What the queue asks of the sessions. */
export interface Sessions {
  all(): readonly SessionFacts[]
  /** Null where there is none of this id. */
  facts(id: string): SessionFacts | null
  /** A server wants a sign-in; durable when it returns. Nothing changes where the session is known to need one. */
  requireSignIn(id: string, need: Omit<SignInNeed, 'since'>): void
  /** A person wants it to be tried as it is. */
  resume(id: string): void
  /** Hosts (`name[:port]`) whose credentials are refused. */
  refusedHosts(): readonly string[]
  /** All of them and all credentials, as they are shown. */
  shown(): { readonly sessions: Session[]; readonly credentials: Credential[] }
  onNews(listener: (news: SessionNews) => void): () => void
}

/** A session as it is kept. */
export interface SessionRecord {
  readonly id: string
  readonly name: string
  readonly mode: SessionMode
  /** What an `automatic` one has come to be; otherwise the mode itself. */
  readonly effectiveMode: EffectiveMode
  readonly hosts: readonly string[]
  readonly signInUrl: string | null
  /** ISO 8601, as all times here. */
  readonly signIn: SignInNeed | null
  readonly rotations: number
  readonly rotatedAt: string | null
  readonly createdAt: string
  readonly usedAt: string | null
}

/** A cookie as it is kept, value and all. */
export interface KeptCookie extends Cookie {
  readonly value: string
}

export interface CredentialRecord extends Credential {
  readonly secret: string
}

/** A credential as it is found in the store: `secret` null where its key is gone. */
export interface KeptCredential extends Credential {
  readonly secret: string | null
}

/** What is kept of sessions and credentials. Values and secrets are sealed before they reach the disk. */
export interface SessionStore {
  sessions(): readonly SessionRecord[]
  /** Adds it or takes its place. */
  putSession(session: SessionRecord): void
  /** Jobs that name it have none any more: so many in the same step, the rest by {@link freeJobs}. */
  removeSession(id: string, limit: number): void
  /** At most so many jobs that name a session that is gone; returns how many there were. */
  freeJobs(limit: number): number
  /** The jar, serialised as its owner likes; null where there is none, `unreadable` where its key is gone. */
  jar(sessionId: string): string | 'unreadable' | null
  /** In one transaction with what it changes of the session. `durable`: on disk when it returns. */
  putJar(sessionId: string, jar: string, session: SessionRecord, options: { readonly durable: boolean }): void
  credentials(): readonly KeptCredential[]
  /** Adds it or takes its place; a secret that is null stays as it is kept. */
  putCredential(credential: KeptCredential): void
  removeCredential(id: string): void
  /** Jobs that name a session, and those of them that are not finished. */
  sessionJobs(): ReadonlyMap<string, { readonly jobs: number; readonly openJobs: number }>
}

/** Where a person signs in; only the desktop has one. */
export interface SignInWindow {
  /**
   * Resolves once it is closed: with its cookies where the person said that they are signed in, otherwise with null.
   * A second wish for the same session brings the open one to the front and gets the same answer.
   */
  signIn(wish: SignInWish): Promise<readonly NewCookie[] | null>
}

export interface SignInWish {
  readonly sessionId: string
  /** What the person calls the session. */
  readonly name: string
  /** Where it begins; http or https. */
  readonly url: string
  /** `name[:port]`: only cookies that would go to one of them are kept. Empty: all are. */
  readonly hosts: readonly string[]
  /** What the page finds. It may use them up, so none are given that transfers use. */
  readonly cookies: readonly NewCookie[]
}

/** Turns texts into what says nothing without its key, and back. */
export interface SecretBox {
  seal(text: string): Uint8Array
  /** Null where the key is another one, or the bytes were changed. */
  open(sealed: Uint8Array): string | null
}
