import { createContext, use } from 'react'

/** What every dialog says in the same words. */
interface DialogWords {
  readonly close: string
  readonly cancel: string
}

const Words = createContext<DialogWords | null>(null)

/** Gives the words once, to all dialogs of the window. */
export const DialogWordsProvider = Words.Provider

export function useDialogWords(): DialogWords {
  const words = use(Words)
  if (words === null) throw new Error('this dialog stands outside of the window')
  return words
}
