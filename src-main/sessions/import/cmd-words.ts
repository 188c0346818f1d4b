import type { Command, Word } from './shell-words.ts'

/** Whether a command is written for Windows' cmd: with carets as its escapes. */
export function isForCmd(text: string): boolean {
  return /\^\r?\n|\s\^"/.test(text) && !/\\\r?\n/.test(text)
}

/**
 * Splits as Windows does, in its two steps: cmd takes the carets away, then the program's own start splits what is left
 * at blanks outside of quotes, where a backslash counts only in front of a quote. No library on npm does both.
 */
export function cmdWords(text: string): Command {
  const { line, breaks, end } = withoutCarets(text)
  return { ...split(line, breaks), end, unexpandedLines: [] }
}

interface CommandLine {
  readonly line: string
  /** Where in it each further line of the text begins, in order. */
  readonly breaks: readonly number[]
  readonly end: Command['end']
}

/** cmd's own reading: a caret outside of quotes makes the next character a plain one, and takes away the end of a line before it. */
function withoutCarets(text: string): CommandLine {
  const kept: string[] = []
  const breaks: number[] = []
  const nextWord = forwardReader(text)
  let length = 0
  let isQuoted = false
  const keep = (piece: string) => {
    kept.push(piece)
    length += piece.length
  }
  const ended = (end: Command['end']): CommandLine => ({ line: kept.join(''), breaks, end })
  for (const { 0: piece, 1: nextLine, 2: escaped, index } of text.matchAll(pieces)) {
    const newLines = piece.split('\n').length - 1
    if (piece.startsWith('^') && !isQuoted) {
      for (let count = 0; count < newLines; count += 1) breaks.push(length)
      keep(nextLine ?? escaped ?? '')
      continue
    }
    if (!isQuoted && (newLines > 0 || /^[&|<>]$/.test(piece))) {
      const next = nextWord(index + piece.length)
      // As in bash: a line that begins with an option had a caret before it once.
      if (newLines === 0 || next !== '-') {
        const operator = newLines > 0 ? '\n' : piece
        return ended(next === '' ? null : { operator, line: 1 + breaks.length + newLines, next: index + piece.length })
      }
    }
    keep(piece)
    if (newLines > 0) breaks.push(length)
    if (piece === '"') isQuoted = !isQuoted
  }
  return ended(null)
}

const pieces = /\^\r?\n([\s\S]?)|\^([\s\S]?)|\r?\n|["&|<>]|[^^\r\n"&|<>]+|\r/g

/**
 * Reads the first character that is no blank from a place on; empty where there is none. Asked for places in their order,
 * it looks at each blank once, however many lines are empty.
 */
function forwardReader(text: string): (from: number) => string {
  const character = /\S/g
  let at = -1
  let found = ''
  return (from) => {
    if (at >= from) return found
    character.lastIndex = from
    const match = character.exec(text)
    at = match?.index ?? text.length
    found = match?.[0] ?? ''
    return found
  }
}

/**
 * The rules of Microsoft's C runtime for `argv`: 2n backslashes and a quote are n backslashes and a quote that counts, one
 * more and the quote is a plain one; so are two quotes inside of quotes.
 */
function split(line: string, breaks: readonly number[]): Pick<Command, 'words' | 'openQuoteLine'> {
  const words: Word[] = []
  let word: { pieces: string[]; line: number } | null = null
  let openQuoteLine: number | null = null
  let broken = 0
  const tokens = /(\\*)("{1,2})|\\+|(\s+)|[^\s"\\]+/g
  for (let found = tokens.exec(line); found !== null; found = tokens.exec(line)) {
    const { 0: piece, 1: backslashes = '', 2: quotes, 3: blanks, index } = found
    while ((breaks[broken] ?? Number.POSITIVE_INFINITY) <= index) broken += 1
    if (blanks !== undefined && openQuoteLine === null) {
      if (word !== null) words.push({ text: word.pieces.join(''), line: word.line })
      word = null
      continue
    }
    word ??= { pieces: [], line: 1 + broken }
    if (quotes === undefined) {
      word.pieces.push(piece)
      continue
    }
    word.pieces.push('\\'.repeat(backslashes.length >> 1))
    const isPlain = backslashes.length % 2 === 1
    const isDoubled = !isPlain && openQuoteLine !== null && quotes.length === 2
    if (isPlain || isDoubled) word.pieces.push('"')
    else openQuoteLine = openQuoteLine === null ? 1 + broken : null
    // The second quote is looked at by itself.
    if (!isDoubled && quotes.length === 2) tokens.lastIndex -= 1
  }
  if (word !== null) words.push({ text: word.pieces.join(''), line: word.line })
  return { words, openQuoteLine }
}
