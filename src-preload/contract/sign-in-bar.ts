/** What main and the bar above a sign-in page say to each other, over the bar's own preload. */

/** Main tells the bar what to show. */
export const barStateChannel = 'staffel:sign-in-bar'
/** The bar tells main what the person wants. */
export const barCommandChannel = 'staffel:sign-in-command'

/** `ready`: the bar can show something. */
export const barCommands = ['ready', 'use', 'cancel', 'back', 'reload'] as const
export type BarCommand = (typeof barCommands)[number]

/** Everything that the bar shows, in the person's language. */
export interface BarState {
  readonly language: string
  /** The part of the address that says whose page this is: `https://login.example`. */
  readonly origin: string
  /** The rest of it, without what may be secret. */
  readonly path: string
  /** What is to be known of the connection; `isSafe` is false where others can read along. */
  readonly connection: { readonly isSafe: boolean; readonly text: string }
  readonly note: { readonly isBad: boolean; readonly text: string }
  readonly canGoBack: boolean
  readonly labels: Readonly<Record<Exclude<BarCommand, 'ready'>, string>>
}
