import type { Credential, Session } from '../../src-preload/contract/index.ts'
import type { Selection } from './selection.ts'

export const sessionTabs = ['sessions', 'credentials'] as const
export type SessionTab = (typeof sessionTabs)[number]

/** What the person looks at of the sessions page. */
export interface SessionView {
  readonly tab: SessionTab
  /** Null: none in particular. */
  readonly sessionId: string | null
}

export const firstSessionView: SessionView = { tab: 'sessions', sessionId: null }

/** A job that a server wants a sign-in for and that has no session yet. */
export interface SignInSeeker {
  readonly jobId: string
  readonly title: string
  /** The server that asked, `name[:port]`. */
  readonly host: string
  /** The file that could not be fetched. */
  readonly url: string
}

/** The dialogs around sessions and credentials. */
export type SessionDialog =
  /** `sessionId`: where the cookies are meant to go; null for a new one. */
  | {
      readonly kind: 'import'
      readonly sessionId: string | null
      readonly seeker: SignInSeeker | null
      /** What was pasted or dropped. */
      readonly text?: string
      /** Jobs that get the new session. */
      readonly jobs?: Selection
    }
  | { readonly kind: 'signIn'; readonly seeker: SignInSeeker }
  /** On the desktop: the ways to a new session for jobs. */
  | { readonly kind: 'newSession'; readonly jobs: Selection }
  /** On the desktop: a session that begins with a sign-in, and the jobs that get it. */
  | { readonly kind: 'newSignIn'; readonly jobs?: Selection }
  | { readonly kind: 'export'; readonly session: Session }
  | { readonly kind: 'remove'; readonly session: Session }
  /** Null: a new one. */
  | { readonly kind: 'credential'; readonly credential: Credential | null; readonly seeker: SignInSeeker | null }
  | { readonly kind: 'removeCredential'; readonly credential: Credential }
  | { readonly kind: 'netrc' }
