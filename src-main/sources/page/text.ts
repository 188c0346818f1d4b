/** As long as a title may be. */
const longestTitle = 1_000

/** A text as it is read: its spaces drawn together. */
export function shown(text: string): string {
  return copied(text.replace(/\s+/g, ' ').trim().slice(0, longestTitle))
}

/** A part of a text is a view of all of it: a word that is kept would keep its page in memory. This one stands alone. */
export function copied(text: string): string {
  return text === '' ? '' : Buffer.from(text).toString()
}
