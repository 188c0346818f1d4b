import { type Parser, parse } from 'csv-parse'
import { SourceError } from '../source.ts'

/** A record and the line, from 1, on which it ends; or what could not be read, and the line on which that begins. */
export type CsvRecord =
  | { readonly kind: 'record'; readonly cells: readonly string[]; readonly line: number }
  | { readonly kind: 'bad'; readonly text: string; readonly reason: 'tooLong' | 'badValue'; readonly line: number }

/** More is no line of a list: an address may have half of it. Bytes. */
const longestRecord = 131_072
/** A file with more lines that cannot be read is none of this kind; each costs a reading of so much as a record may have. */
const mostBad = 100
/** Characters that are parsed at once. */
const sliceLength = 65_536

interface Batch {
  readonly records: readonly Extract<CsvRecord, { kind: 'record' }>[]
  readonly hasFailed: boolean
}

/**
 * The records of a CSV text (RFC 4180, and what programs make of it), in batches, so that no second copy of the text is
 * made. Lines end as they do; a quote that stands where none belongs is a character. A record that cannot be read, because
 * a quote in it never ends or it has no end, costs its first line: reading goes on behind that.
 *
 * @throws SourceError where there are too many of those
 */
export async function* csvRecords(text: string, delimiter: string): AsyncGenerator<readonly CsvRecord[]> {
  let from = 0
  let linesBefore = 0
  for (let bad = 0; ; bad++) {
    let lastLine = linesBefore
    let hasFailed = false
    for await (const batch of parsed(text, from, delimiter, linesBefore)) {
      lastLine = batch.records.at(-1)?.line ?? lastLine
      if (batch.records.length > 0) yield batch.records
      hasFailed ||= batch.hasFailed
    }
    if (!hasFailed) return
    const start = skipLines(text, from, lastLine - linesBefore)
    const first = firstFilledLine(text, start, lastLine + 1)
    if (bad === mostBad) throw new SourceError('malformed', { detail: 'quotes', line: first.line })
    const line = text.slice(first.from, first.to)
    yield [{ kind: 'bad', text: line, reason: line.length >= longestRecord ? 'tooLong' : 'badValue', line: first.line }]
    from = first.next
    linesBefore = first.line
    if (from >= text.length) return
  }
}

/** From one place on, until the end or the first record that cannot be read. */
async function* parsed(text: string, from: number, delimiter: string, linesBefore: number): AsyncGenerator<Batch> {
  let records: Extract<CsvRecord, { kind: 'record' }>[] = []
  const parser = parse({
    delimiter,
    // All line ends arrive as this one, see `slices`: so lines are counted right.
    record_delimiter: '\n',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
    on_record(cells: string[], { lines }) {
      records.push({ kind: 'record', cells, line: linesBefore + lines })
      return null
    },
  })
  parser.on('error', () => {})
  parser.resume()
  try {
    for (const slice of slices(text, from)) {
      const hasFailed = await step(parser, slice)
      const batch = records
      records = []
      yield { records: batch, hasFailed }
      if (hasFailed) return
    }
    const hasFailed = await step(parser, null)
    yield { records, hasFailed }
  } finally {
    parser.destroy()
  }
}

/** Whether it fails at this slice, or at the end. */
function step(parser: Parser, slice: string | null): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (error?: Error | null) => resolve(error !== undefined && error !== null)
    if (slice === null) parser.end(done)
    else parser.write(slice, done)
  })
}

function* slices(text: string, start: number): Generator<string> {
  for (let from = start; from < text.length; ) {
    const end = Math.min(from + sliceLength, text.length)
    // Neither a line end of two characters nor a character of two units is cut in half.
    const isHalf = /[\r\uD800-\uDBFF]/.test(text.charAt(end - 1)) && end < text.length
    const to = isHalf ? end + 1 : end
    yield text.slice(from, to).replace(/\r\n?/g, '\n')
    from = to
  }
}

/** Where the text stands behind so many lines. */
function skipLines(text: string, from: number, lines: number): number {
  const end = /\r\n?|\n/g
  end.lastIndex = from
  for (let line = 0; line < lines; line++) if (end.exec(text) === null) return text.length
  return lines === 0 ? from : end.lastIndex
}

/** The first line from here on that is not empty, and where the one behind it begins. */
function firstFilledLine(text: string, start: number, startLine: number) {
  const end = /\r\n?|\n/g
  end.lastIndex = start
  for (let from = start, line = startLine; ; line++) {
    const found = end.exec(text)
    const to = found?.index ?? text.length
    const next = found === null ? text.length : end.lastIndex
    if (to > from || found === null) return { from, to, next, line }
    from = next
  }
}
