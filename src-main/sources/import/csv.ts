import { isDownloadUrl } from '../../../src-preload/contract/index.ts'
import type { Finding, FoundCandidate, SourceTools } from '../source.ts'
import { csvRecords } from './csv-records.ts'
import { type Columns, csvSample, guessColumns, hasHeaderRow } from './csv-shape.ts'
import type { ImportFormat, ImportText } from './format.ts'
import { checksumOf, sizeOf } from './values.ts'

const previewRows = 20
/** So many lines of one shape, each with an address in the same place, are a table without any name over it. */
const surelyRows = 3

/** Tables as text: CSV, TSV, and with semicolons, as spreadsheets of many countries write them. */
export const csvFormat: ImportFormat = {
  matches({ text, fileName }) {
    if (/\.(?:csv|tsv|tab)$/i.test(fileName ?? '')) return true
    const sample = csvSample(text, null)
    if (sample === null || (sample.rows[0]?.length ?? 0) < 2 || sample.rows.length < 2) return false
    // What was pasted has to look it in full: prose has commas, too.
    const hasHeader = hasHeaderRow(sample.rows)
    const body = sample.rows.slice(hasHeader ? 1 : 0)
    const columns = guessColumns(hasHeader ? (sample.rows[0] ?? []) : [], body)
    if (columns === null) return false
    const width = sample.rows[0]?.length
    const isSure = hasHeader || sample.delimiter === '\t' || body.length >= surelyRows
    return isSure && body.every((row) => row.length === width && isUrlCell(row[columns.url]))
  },
  read: readCsv,
}

async function* readCsv({ text, fileName, base }: ImportText, { options }: SourceTools): AsyncGenerator<Finding> {
  const sample = csvSample(text, /\.(?:tsv|tab)$/i.test(fileName ?? '') ? '\t' : null)
  if (sample === null) return
  const hasHeader = options.hasHeader ?? hasHeaderRow(sample.rows)
  const header = hasHeader ? (sample.rows[0] ?? []) : []
  const columns = options.columns ?? guessColumns(header, sample.rows.slice(hasHeader ? 1 : 0))
  yield { kind: 'preview', rows: sample.rows.slice(0, previewRows), columns: columns ?? undefined }
  const row = columns === null ? null : new Row(columns, base)
  let isHeader = hasHeader
  for await (const batch of csvRecords(text, sample.delimiter)) {
    for (const record of batch) {
      if (record.kind === 'bad') {
        isHeader = false
        yield { kind: 'skipped', text: record.text, reason: record.reason, line: record.line }
      } else if (isHeader) isHeader = false
      else if (row === null)
        yield { kind: 'skipped', text: record.cells.join(sample.delimiter), reason: 'noLink', line: record.line }
      else yield* row.findings(record.cells, record.line)
    }
  }
}

/** Reads rows by what their columns hold. */
class Row {
  readonly #columns: Columns
  readonly #base: string | null

  constructor(columns: Columns, base: string | null) {
    this.#columns = columns
    this.#base = base
  }

  *findings(cells: readonly string[], line: number): Generator<Finding> {
    const { url: urlColumn, urlTemplate } = this.#columns
    const value = cells[urlColumn]?.trim() ?? ''
    if (value === '') {
      const text = cells.join(' ').trim()
      // A row of nothing but delimiters is an empty line.
      if (text !== '') yield { kind: 'skipped', text, reason: 'noLink', line }
      return
    }
    const url =
      urlTemplate === undefined ? value : urlTemplate.replaceAll('{column}', () => encodeURIComponent(value.toWellFormed()))
    const size = this.#read(cells, 'size', sizeOf)
    const checksum = this.#read(cells, 'checksum', checksumOf)
    for (const bad of [size.bad, checksum.bad]) if (bad !== null) yield { kind: 'skipped', text: bad, reason: 'badValue', line }
    const title = this.#cell(cells, 'title')
    const fileName = this.#cell(cells, 'fileName')
    const candidate: FoundCandidate = {
      url: this.#base === null ? url : (URL.parse(url, this.#base)?.href ?? url),
      ...(title !== '' && { title }),
      ...(fileName !== '' && { fileName }),
      ...(size.value !== null && { size: size.value }),
      ...(checksum.value !== null && { checksum: checksum.value }),
    }
    yield { kind: 'candidate', candidate, line }
  }

  #cell(cells: readonly string[], field: 'title' | 'fileName' | 'size' | 'checksum'): string {
    const column = this.#columns[field]
    return column === undefined ? '' : (cells[column]?.trim() ?? '')
  }

  #read<Value>(cells: readonly string[], field: 'size' | 'checksum', read: (cell: string) => Value | null) {
    const cell = this.#cell(cells, field)
    const value = cell === '' ? null : read(cell)
    return { value, bad: value === null && cell !== '' ? cell : null }
  }
}

function isUrlCell(cell: string | undefined): boolean {
  return isDownloadUrl(cell?.trim() ?? '')
}
