import { type Finding, SourceError } from '../source.ts'
import { entryFindings, isObject, looksLikeEntry } from './entry.ts'
import type { ImportFormat, ImportText } from './format.ts'

/** A JSON text is read as a whole; longer lists are for JSON Lines. Characters. */
const longestJson = 67_108_864
/** Characters that tell what it is. */
const looked = 4_096

/** A list of addresses or of objects with addresses: the whole text, or what stands in it one level down. */
export const jsonFormat: ImportFormat = {
  matches: ({ text }) => /^(?:\[[[\s]*(?:["{\]]|$)|\{\s*(?:["}]|$))/.test(text.slice(0, looked).trimStart()),
  read: readJson,
}

function* readJson({ text, base }: ImportText): Generator<Finding> {
  if (text.length > longestJson) throw new SourceError('tooLarge', { bytes: text.length })
  const value = parsed(text)
  if (isObject(value)) {
    const title = Object.hasOwn(value, 'title') ? value.title : null
    if (typeof title === 'string') yield { kind: 'title', title }
  }
  for (const entry of entriesOf(value)) yield* entryFindings(entry, base, undefined)
}

/** The list that a text is; or is an object around: the first of its lists that has an entry. Itself where it is one. */
function entriesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.length === 1 && Array.isArray(value[0]) ? value[0] : value
  if (!isObject(value) || looksLikeEntry(value)) return [value]
  const lists = Object.values(value).filter((inner) => Array.isArray(inner))
  return lists.find((list) => list.slice(0, 100).some(looksLikeEntry)) ?? lists[0] ?? [value]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const [, line] = /\(line (\d+) column \d+\)/.exec(message) ?? []
    throw new SourceError('malformed', { detail: 'json', ...(line !== undefined && { line: Number(line) }) })
  }
}
