/** The lines of a text, numbered from 1, without what ends them; one after the other, so that a large text is not copied. */
export function* linesOf(text: string): Generator<{ readonly line: number; readonly content: string }> {
  const end = /\r\n|\r|\n/g
  let from = 0
  for (let line = 1; from <= text.length; line++) {
    const match = end.exec(text)
    const to = match?.index ?? text.length
    yield { line, content: text.slice(from, to) }
    if (match === null) return
    from = to + match[0].length
  }
}
