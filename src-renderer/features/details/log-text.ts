import type { ErrorParams, LogEntry } from '../../../src-preload/contract/index.ts'
import { type EpisodeErrorCode, episodeErrorCodes, waitReasons } from '../../../src-preload/contract/index.ts'
import { episodeErrorText } from '../../state/error-text.ts'
import type { Text } from '../../state/use-text.ts'
import { assertNever } from '../../ui/assert-never.ts'
import type { Format } from '../../ui/format/index.ts'

const proofs = ['etag', 'lastModified', 'sample', 'pieces'] as const

/** Waits that end so soon are told to the second. */
const soonMs = 600_000

/** What happened, in a sentence. `now`: milliseconds since the epoch. */
export function logText(t: Text, format: Format, { at, code, params }: LogEntry, now: number): string {
  const host = text(params.host)
  switch (code) {
    case 'started': {
      const bytes = number(params.bytesDone)
      return bytes === 0 ? t('details:log.started') : t('details:log.startedAt', { done: format.bytes(bytes) })
    }
    case 'connected':
      return text(params.httpVersion) === ''
        ? t('details:log.connected', { host })
        : t('details:log.connectedOver', { host, version: shortVersion(text(params.httpVersion)) })
    case 'resumed': {
      const proof = proofs.find((candidate) => candidate === params.proof) ?? 'sample'
      return t(`details:log.resumed.${proof}`, { position: format.bytes(number(params.position)) })
    }
    case 'sentWhole':
      return t('details:log.sentWhole', { host })
    case 'sizeKnown':
      return t('details:log.sizeKnown', { size: format.bytes(number(params.bytesTotal)) })
    case 'named':
      return t('details:log.named', { name: text(params.fileName) })
    case 'renamed':
      return t('details:log.renamed', { name: text(params.fileName), wanted: text(params.wanted) })
    case 'mirrorDropped':
      return t('details:log.mirrorDropped', { host, what: whatOf(t, params) })
    case 'restarted':
      return t('details:log.restarted')
    case 'verifying':
      return t('details:log.verifying')
    case 'digestAgrees':
      return t('details:log.digestAgrees', { algorithm: text(params.algorithm).toUpperCase() })
    case 'completed':
      return t('details:log.completed', {
        size: format.bytes(number(params.bytesTotal)),
        time: format.words(Math.max(0.1, number(params.activeMs) / 1_000)),
      })
    case 'skipped':
      return t('details:log.skipped', { name: text(params.fileName) })
    case 'paused':
      return t('details:log.paused', { done: format.bytes(number(params.bytesDone)) })
    case 'putBack':
      return t('details:log.putBack', { done: format.bytes(number(params.bytesDone)) })
    case 'failed':
      return whatOf(t, params)
    case 'waits':
      return waitText(t, format, { at, params }, now)
    case 'triesLater':
      return t('details:log.triesLater', { time: format.moment(text(params.until), now) })
    case 'givenUp':
      return t('details:log.givenUp')
    case 'linkRenewed':
      return t('details:log.linkRenewed', { host })
    default:
      return assertNever(code)
  }
}

function waitText(t: Text, format: Format, { at, params }: Pick<LogEntry, 'at' | 'params'>, now: number): string {
  const { reason, until } = params
  if (typeof until === 'string') {
    const isSoon = Date.parse(until) - Date.parse(at) < soonMs
    return t('details:log.waitsUntil', { time: isSoon ? format.time(until) : format.moment(until, now) })
  }
  const known = waitReasons.find((candidate) => candidate === reason) ?? 'backoff'
  return t('details:log.waits', { cause: t(`table:waiting.${known}`) })
}

function whatOf(t: Text, params: ErrorParams): string {
  const code: EpisodeErrorCode = episodeErrorCodes.find((candidate) => candidate === params.code) ?? 'INTERNAL'
  return episodeErrorText(t, { code, params }).what
}

/** `2.0` is called 2. */
const shortVersion = (version: string) => version.replace(/\.0$/, '')
const text = (value: ErrorParams[string] | undefined) => (typeof value === 'string' ? value : '')
const number = (value: ErrorParams[string] | undefined) => (typeof value === 'number' ? value : 0)
