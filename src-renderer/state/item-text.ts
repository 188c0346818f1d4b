import type { Episode, Job } from '../../src-preload/contract/index.ts'
import { assertNever } from '../ui/assert-never.ts'
import type { Format } from '../ui/format/index.ts'
import { episodeErrorText } from './error-text.ts'
import type { Text } from './use-text.ts'

/** How a row looks: colour is never the only sign, the words say the same. */
export type Tone = 'active' | 'checking' | 'waiting' | 'paused' | 'good' | 'bad' | 'attention'

export interface StateText {
  readonly tone: Tone
  readonly text: string
}

/** A job's state in a few words, with its reason where it has one. */
export function jobStateText(t: Text, format: Format, job: Job): StateText {
  const text = t(`table:job.${job.status}`)
  const failed =
    job.episodesFailed > 0
      ? t('table:failedEpisodes', { count: job.episodesFailed, formatted: format.count(job.episodesFailed) })
      : null
  switch (job.status) {
    case 'downloading':
    case 'processing':
      return { tone: job.status === 'processing' ? 'checking' : 'active', text: failed === null ? text : `${text} · ${failed}` }
    case 'queued':
      return waitingJobText(t, format, job, failed)
    case 'paused':
      return { tone: 'paused', text: failed === null ? text : `${text} · ${failed}` }
    case 'completed':
      return { tone: 'good', text }
    case 'failed':
      return {
        tone: 'bad',
        text: withRetry(
          t,
          format,
          job.episodesTotal === 1 && job.error !== null ? episodeErrorText(t, job.error).short : (failed ?? text),
          job,
        ),
      }
    default:
      return assertNever(job.status)
  }
}

/** An episode's state in a few words: what it waits for, or what went wrong. */
export function episodeStateText(t: Text, format: Format, episode: Episode): StateText {
  const text = t(`table:episode.${episode.status}`)
  switch (episode.status) {
    case 'downloading':
      return { tone: 'active', text }
    case 'verifying':
      return { tone: 'checking', text }
    case 'queued':
      return waitingDiskText(t, episode) ?? waitingText(t, format, episode) ?? { tone: 'waiting', text }
    case 'paused':
      return { tone: 'paused', text }
    case 'completed':
      return { tone: 'good', text }
    case 'failed':
      return {
        tone: 'bad',
        text: withRetry(t, format, episode.error === null ? text : episodeErrorText(t, episode.error).short, episode),
      }
    default:
      return assertNever(episode.status)
  }
}

/** What failed may come back by itself. */
function withRetry(t: Text, format: Format, text: string, { retryAt }: Pick<Episode, 'retryAt'>): string {
  return retryAt === null ? text : `${text} · ${t('table:retryAt', { time: format.moment(retryAt, Date.now()) })}`
}

/** What is wrong with the disk that it waits for: no room on it, or the folder gone. */
function waitingDiskText(t: Text, { waiting, error }: Episode): StateText | null {
  if (waiting?.reason !== 'disk' || error === null) return null
  return { tone: 'attention', text: episodeErrorText(t, error).short }
}

/** Waiting for a slot is what a queue does; only another cause is worth its words. */
function waitingJobText(t: Text, format: Format, job: Job, failed: string | null): StateText {
  const isTurn = job.waiting?.reason === 'slot' && job.waiting.queuePaused !== true
  const cause = isTurn ? null : waitingText(t, format, job)
  const { tone, text } = cause ?? { tone: 'waiting', text: t('table:job.queued') }
  return { tone, text: failed === null ? text : `${text} · ${failed}` }
}

function waitingText(t: Text, format: Format, { waiting }: Pick<Episode, 'waiting'>): StateText | null {
  if (waiting === null) return null
  const needsHelp = waiting.reason === 'auth' || waiting.reason === 'link' || waiting.reason === 'disk'
  if (waiting.reason === 'backoff' && waiting.until !== null) {
    return { tone: 'attention', text: t('table:waiting.backoffUntil', { time: format.time(waiting.until) }) }
  }
  if (waiting.reason === 'schedule' && waiting.until !== null) {
    return { tone: 'waiting', text: t('table:waiting.scheduleUntil', { time: format.moment(waiting.until, Date.now()) }) }
  }
  if (waiting.queuePaused === true) return { tone: 'paused', text: t('table:waiting.queuePaused') }
  if (waiting.reason === 'slot' && waiting.queueId !== undefined) return { tone: 'waiting', text: t('table:waiting.queueFull') }
  return { tone: needsHelp ? 'attention' : 'waiting', text: t(`table:waiting.${waiting.reason}`) }
}

/** The name an episode goes by: its file's, once that is known. */
export function episodeName(episode: Episode): string {
  return episode.fileName ?? episode.title
}
