import { parse } from 'csv-parse/sync'
import { type InspectOptions, isDownloadUrl } from '../../../src-preload/contract/index.ts'
import { type FieldName, fieldNamed } from './field-names.ts'
import { checksumOf, sizeOf } from './values.ts'

export type Columns = NonNullable<InspectOptions['columns']>
type ColumnField = Exclude<keyof Columns, 'urlTemplate'>

const columnFields: readonly ColumnField[] = ['url', 'title', 'fileName', 'size', 'checksum']
const delimiters = ['\t', ';', ',', '|'] as const
/** So many lines tell what a file is. */
const sampleLines = 50
const longestSample = 65_536

/** The first rows of a text, told apart by whichever delimiter divides them most evenly. Null where none does. */
export function csvSample(
  text: string,
  wanted: string | null,
): { readonly delimiter: string; readonly rows: readonly (readonly string[])[] } | null {
  const sample = firstLines(text)
  const readings = (wanted === null ? delimiters : [wanted]).map((delimiter) => {
    const rows = rowsIn(sample, delimiter)
    const width = mode(rows.map((row) => row.length))
    return { delimiter, rows, width, even: rows.filter((row) => row.length === width).length }
  })
  const divided = readings.filter(({ width, rows, even }) => width > 1 && even * 4 >= rows.length * 3)
  const [best] = divided.toSorted((one, other) => other.even - one.even || other.width - one.width)
  if (best !== undefined) return best
  // A single column has no delimiter: one that stands in no line takes nothing apart.
  const [single] = readings.filter(({ width }) => width === 1)
  return single ?? null
}

/** Whether the first row names the columns: it has no address, and says what columns say, or others have addresses below. */
export function hasHeaderRow(rows: readonly (readonly string[])[]): boolean {
  const [first = [], ...rest] = rows
  if (first.some((cell) => isDownloadUrl(cell.trim()))) return false
  const named = first.filter((cell) => fieldNamed(cell) !== null).length
  if (named > 0 && named * 3 >= first.filter((cell) => cell.trim() !== '').length) return true
  return rest.length > 0 && first.every((cell) => !/^\s*\d+\s*$/.test(cell)) && columnOf(rest, isDownloadUrl) !== null
}

/** Which column holds what, by their names and then by what stands in them. Null where none has addresses. */
export function guessColumns(header: readonly string[], rows: readonly (readonly string[])[]): Columns | null {
  const named = namedColumns(header)
  const taken = new Set<number>()
  const take = (found: number | null | undefined): number | undefined => {
    if (found === null || found === undefined || taken.has(found)) return undefined
    taken.add(found)
    return found
  }
  const byName = named.get('url')
  const isFilled = byName !== undefined && (rows.length === 0 || share(rows, byName, isDownloadUrl) > 0)
  const url = take(isFilled ? byName : columnOf(rows, isDownloadUrl))
  if (url === undefined) return null
  const checksum = take(named.get('checksum') ?? columnOf(rows, (cell) => checksumOf(cell) !== null, taken))
  const size = take(named.get('size') ?? columnOf(rows, (cell) => /[a-z]$/i.test(cell) && sizeOf(cell) !== null, taken))
  const fileName = take(named.get('fileName') ?? columnOf(rows, looksLikeFile, taken))
  const title = take(named.get('title') ?? columnOf(rows, (cell) => /\p{L}{2}/u.test(cell) && !isDownloadUrl(cell), taken))
  return {
    url,
    ...(title !== undefined && { title }),
    ...(fileName !== undefined && { fileName }),
    ...(size !== undefined && { size }),
    ...(checksum !== undefined && { checksum }),
  }
}

/** The surest name of each kind. */
function namedColumns(header: readonly string[]): ReadonlyMap<FieldName, number> {
  const best = new Map<FieldName, { readonly column: number; readonly rank: number }>()
  for (const [column, name] of header.entries()) {
    const named = fieldNamed(name)
    if (named === null || !columnFields.some((field) => field === named.field)) continue
    if (named.rank < (best.get(named.field)?.rank ?? Number.POSITIVE_INFINITY))
      best.set(named.field, { column, rank: named.rank })
  }
  return new Map([...best].map(([field, { column }]) => [field, column]))
}

/** The column that fits best, and in most of its rows; null where none does. */
function columnOf(
  rows: readonly (readonly string[])[],
  fits: (cell: string) => boolean,
  without: ReadonlySet<number> = new Set(),
): number | null {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const shares = Array.from({ length: width }, (_, column) => ({ column, share: share(rows, column, fits) }))
  const [best] = shares.filter(({ column }) => !without.has(column)).toSorted((one, other) => other.share - one.share)
  return best !== undefined && best.share > 0.5 ? best.column : null
}

/** Of the filled cells of a column. */
function share(rows: readonly (readonly string[])[], column: number, fits: (cell: string) => boolean): number {
  const cells = rows.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '')
  return cells.length === 0 ? 0 : cells.filter(fits).length / cells.length
}

function looksLikeFile(cell: string): boolean {
  return cell.length <= 255 && /^[^/\\:*?"<>|]+\.[a-z][a-z0-9]{1,7}$/i.test(cell)
}

function firstLines(text: string): string {
  const start = text.slice(0, longestSample)
  const lines = start.split(/\r\n?|\n/, sampleLines)
  // The last one may be cut.
  if (start.length < text.length && lines.length > 1 && lines.length < sampleLines) lines.pop()
  return lines.join('\n')
}

function rowsIn(sample: string, delimiter: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  try {
    parse(sample, {
      delimiter,
      record_delimiter: '\n',
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record(cells: string[]) {
        rows.push(cells)
        return null
      },
    })
  } catch {
    // A quote that does not end in the sample: what came before it tells enough.
  }
  return rows
}

function mode(numbers: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  const [most] = [...counts].toSorted((one, other) => other[1] - one[1] || other[0] - one[0])
  return most?.[0] ?? 0
}
