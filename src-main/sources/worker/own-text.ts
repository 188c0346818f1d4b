/** V8 copies a part of a text that is shorter than this, and refers to the whole text in any longer one. */
const copiedBelow = 13

/** The same text, which keeps nothing else in memory: a link is not to hold the page that it was found in. */
export function ownText(text: string): string {
  return text.length < copiedBelow ? text : Buffer.from(text, 'utf8').toString('utf8')
}

/** One line without control characters, of at most so many characters; null where nothing of it is left. */
export function readableText(text: string, most: number): string | null {
  // More than is kept is not looked at: it may be megabytes.
  const line = text
    .slice(0, most * 4)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return line === '' ? null : ownText(line.slice(0, most).toWellFormed())
}
