import type { ErrorParams, LogCode } from '../../../src-preload/contract/index.ts'
import type { Attempt } from '../attempts.ts'
import type { EpisodeRecord, LogRecord, OpenedFacts, TransferOutcome } from '../ports.ts'

type Entry = Omit<LogRecord, 'at'>
type Failure = Extract<TransferOutcome, { kind: 'failed' }>['failure']

const entry = (code: LogCode, params: ErrorParams = {}): Entry => ({ code, params })

/** What an answer that opens an episode comes to. */
export function openedEntries({ host, httpVersion, how, position, bytesTotal, proof }: OpenedFacts): readonly Entry[] {
  if (how === 'complete') return []
  const connected = entry('connected', { host, httpVersion })
  if (how === 'resumed') return [connected, entry('resumed', { host, position, proof })]
  if (how === 'repeated') return [connected, entry('sentWhole', { host, position })]
  return [connected, ...(bytesTotal === null ? [] : [entry('sizeKnown', { bytesTotal })])]
}

export function placedEntry(fileName: string, wanted: string | undefined): Entry {
  return wanted === undefined ? entry('named', { fileName }) : entry('renamed', { fileName, wanted })
}

export function failureEntry(code: 'failed' | 'mirrorDropped', failure: Failure, more: ErrorParams = {}): Entry {
  return entry(code, { ...failure.params, ...more, code: failure.code })
}

/** How an attempt ended, by its worker's last word. `algorithm`: of the digest that the file was compared with. */
export function endedEntries(
  attempt: Pick<Attempt, 'bytesDone' | 'stopping'>,
  outcome: TransferOutcome,
  { algorithm, activeMs }: { readonly algorithm: string | null; readonly activeMs: number },
): readonly Entry[] {
  if (outcome.kind === 'completed') {
    if (outcome.skipped) return [entry('skipped', { fileName: outcome.fileName })]
    const agrees = outcome.actualChecksum !== null && algorithm !== null
    const { bytesTotal } = outcome
    return [...(agrees ? [entry('digestAgrees', { algorithm })] : []), entry('completed', { bytesTotal, activeMs })]
  }
  if (outcome.kind === 'stopped' || attempt.stopping !== null) {
    return [entry(attempt.stopping === 'paused' ? 'paused' : 'putBack', { bytesDone: attempt.bytesDone })]
  }
  return [failureEntry('failed', outcome.failure)]
}

/** What follows from a failure, by the row as it is then. */
export function afterwardsEntry(record: Pick<EpisodeRecord, 'status' | 'waitReason' | 'waitUntil' | 'retryAt'>): Entry | null {
  const { status, waitReason, waitUntil, retryAt } = record
  if (status === 'queued' && waitReason !== null) return entry('waits', { reason: waitReason, until: timeOf(waitUntil) })
  if (status !== 'failed') return null
  return retryAt === null ? entry('givenUp') : entry('triesLater', { until: timeOf(retryAt) })
}

const timeOf = (time: number | null) => (time === null ? null : new Date(time).toISOString())

const quiet: ReadonlySet<LogCode> = new Set([
  'started',
  'connected',
  'sizeKnown',
  'named',
  'verifying',
  'digestAgrees',
  'completed',
])

/** Whether more was going on than that a file came: only then what happened is worth its place on the disk. */
export function isEventful(code: LogCode): boolean {
  return !quiet.has(code)
}
