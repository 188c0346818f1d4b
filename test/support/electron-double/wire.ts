/** What the shell's process and the test's process say to each other over Node's IPC, one JSON text a message. */

/** Said by the process that runs the real main entry over the double. */
export type FromShell =
  /** Wants a page of a session, the default one where `partition` is null; answered with its number. */
  | { readonly kind: 'open'; readonly id: number; readonly partition: string | null }
  /** The window that a page has just opened is to be a page too; answered with its number. */
  | { readonly kind: 'adopt'; readonly id: number; readonly opener: number }
  /** The window that a page has just opened is not to be. */
  | { readonly kind: 'refuse'; readonly opener: number }
  | { readonly kind: 'close'; readonly page: number }
  /** A DevTools command for a page; answered with its result. */
  | {
      readonly kind: 'command'
      readonly id: number
      readonly page: number
      readonly method: string
      readonly params: unknown
    }
  | { readonly kind: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: string }

/** Said by the test's process, which holds the browser. */
export type ToShell =
  | { readonly kind: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: string }
  /** A DevTools event of a page. */
  | { readonly kind: 'event'; readonly page: number; readonly method: string; readonly params: unknown }
  /** The page is gone: the person closed it, or it crashed. */
  | { readonly kind: 'closed'; readonly page: number }
  | { readonly kind: 'crashed'; readonly page: number }
  /** Calls a function in the shell's process with the Electron API and an argument. */
  | { readonly kind: 'evaluate'; readonly id: number; readonly source: string; readonly argument: unknown }
