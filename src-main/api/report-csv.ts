import { stringify } from 'csv-stringify/sync'
import type { ReportEntry, ReportPage } from '../../src-preload/contract/index.ts'

/** A column: its name, and what stands in it. Names are fixed: scripts read them. */
const columns: readonly (readonly [string, (entry: ReportEntry) => string | number])[] = [
  ['ended_at', ({ endedAt }) => endedAt],
  ['status', ({ status }) => status],
  ['title', ({ title }) => title],
  ['job', ({ jobTitle }) => jobTitle],
  ['file_name', ({ fileName }) => fileName ?? ''],
  ['path', ({ path }) => path ?? ''],
  ['url', ({ url }) => url],
  ['host', ({ host }) => host],
  ['bytes', ({ bytes }) => bytes],
  ['seconds', ({ activeMs }) => activeMs / 1_000],
  ['digest_algorithm', ({ checksum }) => checksum?.algorithm ?? ''],
  ['digest', ({ checksum }) => checksum?.value ?? ''],
  ['error_code', ({ error }) => error?.code ?? ''],
  ['error_message', ({ error }) => error?.message ?? ''],
  ['error_params', ({ error }) => (error === null ? '' : JSON.stringify(error.params))],
  ['removed_from_list', ({ removed }) => (removed ? 'yes' : 'no')],
  ['episode_id', ({ id }) => id],
  ['job_id', ({ jobId }) => jobId],
]

/**
 * A page of the report as CSV (RFC 4180: commas, CRLF), the first with its header and the byte order mark by which
 * spreadsheets know UTF-8. Names come from strangers: one that a spreadsheet would take for a formula gets an
 * apostrophe in front of it, which makes it a text.
 */
export function csvPage({ items, next }: ReportPage, { after }: { readonly after?: string | undefined }) {
  const isFirst = after === undefined
  const text = stringify(
    items.map((entry) => columns.map(([, value]) => value(entry))),
    {
      header: isFirst,
      columns: columns.map(([header], key) => ({ key: String(key), header })),
      bom: isFirst,
      record_delimiter: 'windows',
      escape_formulas: true,
      // A line feed by itself ends no record here, but does for others.
      quoted_match: /[\r\n]/,
    },
  )
  return { text, rows: items.length, next }
}
