import type { Row } from '../../src-preload/contract/index.ts'
import { assertNever } from '../ui/assert-never.ts'
import type { Format } from '../ui/format/index.ts'
import type { ColumnName } from './columns.ts'
import { priorityLevel } from './priority.ts'
import type { Text } from './use-text.ts'

/** Columns that tell one fact in words or as a number. */
export type FactColumn = Exclude<ColumnName, 'name' | 'state' | 'progress' | 'size' | 'speed' | 'eta'>

interface Known {
  /** Names of the job's queue and session; empty where they are not known. */
  readonly queue: string
  readonly session: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** What a column says of a row; empty where jobs or episodes have no such fact. */
export function factText(t: Text, format: Format, row: Row, column: FactColumn, { queue, session, now }: Known): string {
  const job = row.kind === 'job' ? row.job : null
  const episode = row.kind === 'episode' ? row.episode : null
  const { bytesDone, finishedAt } = job ?? episode ?? { bytesDone: 0, finishedAt: null }
  switch (column) {
    case 'position':
      return format.count(job?.position ?? episode?.index ?? 0)
    case 'downloaded':
      return bytesDone === 0 ? '' : format.bytes(bytesDone)
    case 'files':
      if (job === null) return ''
      return t('table:files', { done: format.count(job.episodesCompleted), total: format.count(job.episodesTotal) })
    case 'added':
      return job === null ? '' : format.moment(job.createdAt, now)
    case 'finished':
      return finishedAt === null ? '' : format.moment(finishedAt, now)
    case 'queue':
      return job === null ? '' : queue
    case 'priority':
      return job === null ? '' : t(`common:priority.${priorityLevel(job.priority)}`)
    case 'source':
      return episode === null ? sourceText(t, row) : hostOf(episode.url)
    case 'folder':
      return job?.directory ?? episode?.folder ?? ''
    case 'session':
      return job === null ? '' : session
    case 'attempts':
      return episode === null || episode.attempts === 0 ? '' : format.count(episode.attempts)
    case 'connections':
      return episode === null || episode.connections === 0 ? '' : format.count(episode.connections)
    default:
      return assertNever(column)
  }
}

/** What a job was made of, and where that was. */
function sourceText(t: Text, row: Row): string {
  if (row.kind !== 'job') return ''
  const { kind, url } = row.job.source
  const host = url === null ? '' : hostOf(url)
  return host === '' ? t(`sources:kind.${kind}`) : host
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? ''
}
