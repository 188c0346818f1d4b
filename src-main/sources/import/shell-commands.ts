import { cmdWords, isForCmd } from '../../sessions/import/cmd-words.ts'
import { type Command, shellWords } from '../../sessions/import/shell-words.ts'

/** One command of a text. */
export interface ShellCommand {
  /** The program and its arguments. */
  readonly words: readonly string[]
  /** As it stands in the text, without what divides it from the next. */
  readonly text: string
  /** Where what it writes goes, `> file`; null where nothing leads it anywhere. */
  readonly target: string | null
  /** From 1. */
  readonly line: number
  /** A quote in it never ends: its words are not to be relied on. */
  readonly isOpen: boolean
}

/** All commands of a text, as bash or Windows' cmd would divide them, one after the other. */
export function* shellCommands(text: string): Generator<ShellCommand> {
  const read = isForCmd(text) ? cmdWords : shellWords
  let line = 1
  let counted = 0
  const goTo = (wanted: number) => {
    for (; line < wanted && counted < text.length; counted++) if (text.charCodeAt(counted) === lineFeed) line++
  }
  for (let from = 0; from < text.length; ) {
    const { words, target, next, isOpen, lineWithin } = whole(text, from, read)
    for (; counted < from; counted++) if (text.charCodeAt(counted) === lineFeed) line++
    goTo(line + lineWithin - 1)
    const start = Math.max(from, counted)
    // Behind a quote without an end nothing is sure: reading goes on with the next line. A text has few of them, for the
    // next quote of its kind would end it.
    const end = isOpen ? endOfLine(text, start) : next
    if (words.length > 0 || isOpen) yield { words, text: text.slice(start, end).trim(), target, line, isOpen }
    from = end
  }
}

/** A command with what stands behind its redirections, which end it for who reads words. */
function whole(text: string, start: number, read: (text: string) => Command) {
  const words: string[] = []
  let target: string | null = null
  let isTarget = false
  let isError = false
  let lineWithin: number | null = null
  for (let from = start; ; ) {
    const part = read(text.slice(from))
    lineWithin ??= part.words[0]?.line ?? part.openQuoteLine ?? 1
    const own = part.words.map((word) => word.text)
    if (isTarget && own.length > 0) {
      const [wanted = ''] = own.splice(0, 1)
      if (!isError && wanted !== '1' && wanted !== '2') target = wanted
      isTarget = false
    }
    // One by one: a call takes no more arguments than its stack has room for.
    for (const word of own) words.push(word)
    const end = part.openQuoteLine === null ? part.end : null
    if (end === null) return { words, target, next: text.length, isOpen: part.openQuoteLine !== null, lineWithin }
    from += end.next
    if (end.operator === '>' || end.operator === '<') {
      isTarget = true
      isError = end.operator === '<' || /\s[2-9]$/.test(text.slice(from - 3, from - 1))
      // `2>&1`, `>>file`: what is written to stands behind a second sign.
    } else if (!(isTarget && own.length === 0 && end.operator === '&'))
      return { words, target, next: from, isOpen: false, lineWithin }
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end + 1
}

const lineFeed = 10
