import { ansiC } from './ansi-c-quote.ts'

/** A word of a command as the program would get it, and the line, from 1, on which it begins. */
export interface Word {
  readonly text: string
  readonly line: number
}

/** The first command of a text. */
export interface Command {
  readonly words: readonly Word[]
  /** Where a quote begins that never ends: the words are not to be relied on. */
  readonly openQuoteLine: number | null
  /** What ends the command before the text ends, and where: an operator, or a new line. `next`: where the rest of the text begins. */
  readonly end: { readonly operator: string; readonly line: number; readonly next: number } | null
  /** Lines on which the shell would put something else in its place: a variable, the output of a command. */
  readonly unexpandedLines: readonly number[]
}

/**
 * Splits as bash does: the quotes '…', "…" and $'…', backslashes, comments, lines that go on. A new line ends the command,
 * unless the next one begins with an option: then a backslash was lost on the way.
 *
 * Not left to a library: those on npm read no $'…' (`shell-quote`), or its bytes as Latin-1 and escapes across quotes, and
 * see no end of a command (`shlex`). Browsers write $'…' whenever a header has an exclamation mark.
 */
export function shellWords(text: string): Command {
  return new ShellReader(text).read()
}

class ShellReader {
  readonly #text: string
  readonly #words: Word[] = []
  readonly #unexpanded = new Set<number>()
  #at = 0
  #line = 1
  #counted = 0
  #word: string[] | null = null
  #wordLine = 1
  #openQuoteLine: number | null = null
  #end: Command['end'] = null

  constructor(text: string) {
    this.#text = text
  }

  read(): Command {
    while (this.#at < this.#text.length && this.#end === null && this.#openQuoteLine === null) this.#step()
    this.#endWord()
    return {
      words: this.#words,
      openQuoteLine: this.#openQuoteLine,
      end: this.#end,
      unexpandedLines: [...this.#unexpanded],
    }
  }

  #step(): void {
    const plain = this.#match(/[^\s'"\\$`;&|<>#]+/y)
    if (plain !== null) return this.#put(plain)
    const character = this.#text.charAt(this.#at)
    switch (character) {
      case "'":
        return this.#quoted("'", (inner) => inner)
      case '"':
        return this.#doubleQuoted('"')
      case '\\':
        return this.#escape()
      case '$':
        return this.#dollar()
      case '`':
        this.#unexpanded.add(this.#here())
        return this.#put(this.#take(1))
      case '#':
        if (this.#word !== null) return this.#put(this.#take(1))
        this.#match(/[^\r\n]*/y)
        return
      case '\r':
      case '\n':
        return this.#newLine()
      case ';':
      case '&':
      case '|':
      case '<':
      case '>':
        return this.#operator(character)
      default:
        this.#endWord()
        this.#match(/[^\S\r\n]+/y)
    }
  }

  #quoted(opening: string, read: (inner: string) => string): void {
    const line = this.#here()
    const from = this.#at + opening.length
    const end = this.#closing(opening, from)
    if (end === null) {
      this.#openQuoteLine = line
      return
    }
    this.#put(read(this.#text.slice(from, end)), line)
    this.#at = end + 1
  }

  /** Where the quote ends: step by step, for a pattern that repeats has no room for a line of megabytes. */
  #closing(opening: string, from: number): number | null {
    const text = this.#text
    const closing = opening.charCodeAt(opening.length - 1)
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (code === closing) return at
      // Between plain single quotes it is a character like any other.
      if (code === backslash && opening !== "'") at += 1
    }
    return null
  }

  #doubleQuoted(opening: '"' | '$"'): void {
    const line = this.#here()
    this.#quoted(opening, (inner) => {
      if (expansion.test(inner.replace(/\\[\s\S]/g, ''))) this.#unexpanded.add(line)
      return inner.replace(/\\(?:\r?\n|([$`"\\]))/g, '$1')
    })
  }

  #dollar(): void {
    const next = this.#text.charAt(this.#at + 1)
    if (next === '"') return this.#doubleQuoted('$"')
    if (next === "'") return this.#quoted("$'", ansiC)
    if (/[\w{(]/.test(next)) this.#unexpanded.add(this.#here())
    this.#put(this.#take(1))
  }

  #escape(): void {
    // Blanks behind the backslash: pasted, not meant.
    if (this.#match(/\\[^\S\r\n]*\r?\n/y) !== null) return
    this.#at += 1
    this.#put(this.#take(1))
  }

  #newLine(): void {
    const line = this.#here()
    this.#endWord()
    this.#match(/\s+/y)
    if (this.#words.length > 0 && this.#at < this.#text.length && !/[-#]/.test(this.#text.charAt(this.#at))) {
      this.#end = { operator: '\n', line: line + 1, next: this.#at }
    }
  }

  #operator(operator: string): void {
    const line = this.#here()
    // The number in front of a redirection is no word: `2>/dev/null`.
    if ((operator === '<' || operator === '>') && this.#word !== null && /^\d*$/.test(this.#word.join(''))) this.#word = null
    this.#endWord()
    const rest = /\S/g
    rest.lastIndex = this.#at + 1
    if (rest.test(this.#text)) this.#end = { operator, line, next: this.#at + 1 }
    else this.#at = this.#text.length
  }

  #put(piece: string, line = this.#here()): void {
    if (this.#word === null) {
      this.#word = []
      this.#wordLine = line
    }
    this.#word.push(piece)
  }

  #endWord(): void {
    if (this.#word !== null) this.#words.push({ text: this.#word.join(''), line: this.#wordLine })
    this.#word = null
  }

  #take(length: number): string {
    this.#at += length
    return this.#text.slice(this.#at - length, this.#at)
  }

  /** Goes on behind what a sticky pattern finds here; null where it finds nothing. */
  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found === null) return null
    this.#at = pattern.lastIndex
    return found[0]
  }

  /** The line of the place where reading stands; each character is looked at once for that. */
  #here(): number {
    for (; this.#counted < this.#at; this.#counted += 1) if (this.#text.charCodeAt(this.#counted) === lineFeed) this.#line += 1
    return this.#line
  }
}

const expansion = /`|\$[\w{(]/
const lineFeed = 10
const backslash = 92
