import { linesOf } from '../lines.ts'
import type { Finding } from '../source.ts'
import { entryFindings } from './entry.ts'
import type { ImportFormat, ImportText } from './format.ts'

/** More than one entry can have with all its mirrors. Characters. */
const longestLine = 1_048_576
const longestLook = 65_536

/** A JSON value on each line. */
export const jsonLinesFormat: ImportFormat = {
  matches({ text, fileName }) {
    if (/\.(?:jsonl|ndjson)$/i.test(fileName ?? '')) return true
    const [first = '', second = ''] = text
      .slice(0, longestLook)
      .trimStart()
      .split(/\r\n?|\n/, 2)
    return /^\s*[{"[]/.test(second) && isJson(first)
  },
  read: readLines,
}

function* readLines({ text, base }: ImportText): Generator<Finding> {
  for (const { line, content } of linesOf(text)) {
    const value = content.length > longestLine ? tooLong : valueIn(content)
    if (value === tooLong) yield { kind: 'skipped', text: content, reason: 'tooLong', line }
    else if (value === unreadable) yield { kind: 'skipped', text: content.trim(), reason: 'badValue', line }
    else if (value !== empty) yield* entryFindings(value, base, line)
  }
}

const empty = Symbol('empty')
const unreadable = Symbol('unreadable')
const tooLong = Symbol('tooLong')

function valueIn(content: string): unknown {
  if (content.trim() === '') return empty
  try {
    return JSON.parse(content)
  } catch {
    return unreadable
  }
}

function isJson(text: string): boolean {
  const value = valueIn(text)
  return typeof value === 'object' && value !== null
}
