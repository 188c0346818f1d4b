import { aria2Format } from './import/aria2.ts'
import { commandFormat } from './import/commands.ts'
import { csvFormat } from './import/csv.ts'
import type { ImportFormat, ImportText } from './import/format.ts'
import { jsonFormat } from './import/json.ts'
import { jsonLinesFormat } from './import/json-lines.ts'
import { staffelFormat } from './import/staffel-list.ts'
import { type Finding, type Material, type Source, SourceError, type SourceTools } from './source.ts'

/** The choosier ones first. */
const formats: readonly ImportFormat[] = [staffelFormat, jsonLinesFormat, jsonFormat, commandFormat, aria2Format, csvFormat]
/** A text has no zeros in its beginning; a file that is none has. */
const lookedForZeros = 8_192

/**
 * Lists that other programs wrote. An address of one is a file to be downloaded, unless the person says that it is to be
 * imported.
 */
export const importSource: Source = {
  kind: 'import',
  matches(material) {
    if (material.from === 'server') return false
    const input = inputOf(material)
    return !hasZeros(input.text) && formatOf(input) !== null
  },
  inspect: readImport,
}

function readImport(material: Material, tools: SourceTools): AsyncIterable<Finding> | Iterable<Finding> {
  const input = inputOf(material)
  if (hasZeros(input.text)) throw new SourceError('notText')
  if (input.text.trim() === '') throw new SourceError('nothing')
  // What was called a list without looking like one may be a single column.
  return (formatOf(input) ?? csvFormat).read(input, tools)
}

function formatOf(input: ImportText): ImportFormat | null {
  return formats.find((format) => format.matches(input)) ?? null
}

function inputOf(material: Material): ImportText {
  const text = (material.text ?? '').replace(/^\uFEFF/, '')
  if (material.from === 'text') return { text, fileName: material.fileName, base: null }
  return { text, fileName: nameIn(material.url), base: material.url }
}

function nameIn(url: string): string | null {
  return URL.parse(url)?.pathname.split('/').at(-1) ?? null
}

function hasZeros(text: string): boolean {
  return text.slice(0, lookedForZeros).includes('\0')
}
