import type { ExportedEpisode, ListExportFormat } from '../../src-preload/contract/index.ts'
import { assertNever } from '../queue/assert-never.ts'
import type { ExportRow } from '../queue/exporting.ts'

/** Rows as they stand in a file of this format. `isFirst`: nothing is in the file before them. */
export function exportText(format: ListExportFormat, rows: readonly ExportRow[], isFirst: boolean): string {
  switch (format) {
    case 'jsonl':
      return `${isFirst ? `${JSON.stringify({ type: 'staffel', version: 1 })}\n` : ''}${rows.map(jsonLine).join('')}`
    case 'aria2':
      return rows.map(aria2Lines).join('')
    default:
      return assertNever(format)
  }
}

function jsonLine(row: ExportRow): string {
  return `${JSON.stringify(row.kind === 'job' ? row.job : row.episode)}\n`
}

/** aria2c's manual, "Input File". What aria2 cannot fetch stands there as a comment. */
function aria2Lines(row: ExportRow): string {
  if (row.kind === 'job') return `# ${oneLine(row.job.title)}\n`
  const { episode, jobDirectory } = row
  const { checksum, folder } = episode
  const addresses = [episode.url, ...(episode.mirrors ?? [])].map(oneLine)
  // A playlist would be saved as what it is: a few lines of text.
  if (episode.stream !== undefined) return `# ${addresses[0]} (${episode.stream.kind})\n`
  const name = nameOf(episode)
  const lines = [
    addresses.join('\t'),
    ...(name === null ? [] : [`  out=${oneLine(name)}`]),
    `  dir=${oneLine(folder === undefined ? jobDirectory : `${jobDirectory}/${folder}`)}`,
    ...(checksum === undefined ? [] : [`  checksum=${checksum.algorithm}=${checksum.expected}`]),
  ]
  return `${lines.join('\n')}\n`
}

function nameOf({ savedAs, fileName }: ExportedEpisode): string | null {
  return savedAs ?? fileName ?? null
}

/** Line ends and tabs divide what stands in these files. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ')
}
