/**
 * An address that stands for several: `[01-12]`, `[a-z]`, `[1-100:5]`, `{a,b,c}`, within each other and one behind the
 * other; the last one counts fastest. Whatever does not read as one of these is a character like any other: `[::1]`,
 * `{id}`, `a[]=1`. Where one is meant literally, its bracket is written as a server reads it anyway: `%5B`, `%7B`.
 */
export interface Pattern {
  /** How many addresses it stands for; `Number.MAX_SAFE_INTEGER` where it is that many or more. */
  readonly count: number
  /** One of them, from 0. */
  at(index: number): string
}

interface Choice {
  readonly close: number
  readonly commas: readonly number[]
}

interface Marks {
  /** By the place of its bracket. */
  readonly choices: ReadonlyMap<number, Choice>
  readonly ranges: ReadonlyMap<number, { readonly end: number; readonly range: Pattern }>
}

/** Lists within lists; what is deeper is no list. */
const deepest = 16
const numberRange = /\[(\d{1,15})-(\d{1,15})(?::(\d{1,15}))?\]/y
const letterRange = /\[(?:([a-z])-([a-z])|([A-Z])-([A-Z]))(?::(\d{1,2}))?\]/y

/** Null where it stands for itself alone. */
export function parsedPattern(text: string): Pattern | null {
  if (!/[[{]/.test(text)) return null
  const marks = marksIn(text)
  return marks.choices.size + marks.ranges.size === 0 ? null : sequence(text, 0, text.length, marks)
}

/** Finds what opens and what closes in one passage, so that a text of brackets alone costs no more than any other. */
function marksIn(text: string): Marks {
  const choices = new Map<number, Choice>()
  const ranges = new Map<number, { end: number; range: Pattern }>()
  const open: { at: number; commas: number[] }[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '[') {
      const found = rangeAt(text, at)
      if (found === null) continue
      ranges.set(at, found)
      at = found.end - 1
    } else if (character === '{') open.push({ at, commas: [] })
    else if (character === ',') open.at(-1)?.commas.push(at)
    else if (character === '}') {
      const list = open.pop()
      if (list !== undefined && list.commas.length > 0 && open.length < deepest) {
        choices.set(list.at, { close: at, commas: list.commas })
      }
    }
  }
  return { choices, ranges }
}

function sequence(text: string, from: number, to: number, marks: Marks): Pattern {
  const parts: Pattern[] = []
  let literalFrom = from
  const endLiteral = (at: number) => {
    if (at > literalFrom) parts.push(literal(text.slice(literalFrom, at)))
  }
  for (let at = from; at < to; at++) {
    const range = marks.ranges.get(at)
    const choice = marks.choices.get(at)
    if (range === undefined && choice === undefined) continue
    endLiteral(at)
    if (range !== undefined) parts.push(range.range)
    else if (choice !== undefined) parts.push(alternatives(text, at, choice, marks))
    literalFrom = range?.end ?? (choice === undefined ? at : choice.close + 1)
    at = literalFrom - 1
  }
  endLiteral(to)
  return joined(parts)
}

function alternatives(text: string, open: number, { close, commas }: Choice, marks: Marks): Pattern {
  const starts = [open, ...commas]
  const ends = [...commas, close]
  const each = starts.map((start, index) => sequence(text, start + 1, ends[index] ?? close, marks))
  return {
    count: each.reduce((sum, { count }) => capped(sum + count), 0),
    at(index) {
      let left = index
      for (const one of each) {
        if (left < one.count) return one.at(left)
        left -= one.count
      }
      return ''
    },
  }
}

function joined(parts: readonly Pattern[]): Pattern {
  return {
    count: parts.reduce((product, { count }) => capped(product * count), 1),
    at(index) {
      let left = index
      let text = ''
      for (const part of parts.toReversed()) {
        text = `${part.at(left % part.count)}${text}`
        left = Math.floor(left / part.count)
      }
      return text
    },
  }
}

function literal(text: string): Pattern {
  return { count: 1, at: () => text }
}

function rangeAt(text: string, at: number): { end: number; range: Pattern } | null {
  numberRange.lastIndex = at
  const numbers = numberRange.exec(text)
  if (numbers !== null) {
    const [all, first = '', last = '', step = '1'] = numbers
    const hasZeros = [first, last].some((bound) => bound.length > 1 && bound.startsWith('0'))
    const width = hasZeros ? Math.max(first.length, last.length) : 0
    const range = steps(Number(first), Number(last), Number(step), (value) => String(value).padStart(width, '0'))
    return range === null ? null : { end: at + all.length, range }
  }
  letterRange.lastIndex = at
  const letters = letterRange.exec(text)
  if (letters === null) return null
  const first = (letters[1] ?? letters[3] ?? '').charCodeAt(0)
  const last = (letters[2] ?? letters[4] ?? '').charCodeAt(0)
  const range = steps(first, last, Number(letters[5] ?? 1), (value) => String.fromCharCode(value))
  return range === null ? null : { end: at + letters[0].length, range }
}

/** From the first to the last, upwards or downwards; null where it would never get there. */
function steps(first: number, last: number, step: number, written: (value: number) => string): Pattern | null {
  if (step === 0) return null
  const direction = first <= last ? step : -step
  return { count: Math.floor(Math.abs(last - first) / step) + 1, at: (index) => written(first + index * direction) }
}

function capped(count: number): number {
  return Math.min(count, Number.MAX_SAFE_INTEGER)
}
