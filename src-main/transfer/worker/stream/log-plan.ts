import { createHash } from 'node:crypto'
import { piecesOf, type Run, type StreamPlan } from '../../../streams/plan.ts'
import type { LogPlan, LogRun } from './log-format.ts'

/** What of a plan is kept with the bytes. */
export function logPlanOf(plan: StreamPlan): LogPlan {
  return {
    format: 'staffel-stream-1',
    fingerprint: fingerprintOf(plan),
    renditions: plan.renditions.map((rendition) => ({
      kind: rendition.kind,
      language: rendition.language,
      name: rendition.name,
      pieces: piecesOf(rendition).length,
      runs: logRuns(rendition.runs),
    })),
  }
}

function logRuns(runs: readonly Run[]): readonly LogRun[] {
  let from = 0
  return runs.map(({ epoch, startsAt, clockAtStart, pieces }) => {
    const to = from + pieces.length
    const run = { epoch, startsAt, clockAtStart, init: pieces[0]?.isInit === true ? from : null, from, to }
    from = to
    return run
  })
}

/**
 * Stays the same where only hosts, folders and queries have changed, as they do in addresses that are signed anew each
 * time: number, names, lengths and ranges of the pieces, and how they are coded.
 */
function fingerprintOf({ renditions }: StreamPlan): string {
  const hash = createHash('sha256')
  for (const rendition of renditions) {
    hash.update(`${rendition.kind} ${rendition.language ?? ''} ${rendition.name ?? ''}\n`)
    for (const { epoch, pieces } of rendition.runs) {
      hash.update(`${epoch}\n`)
      for (const { url, range, key, isInit, seconds } of pieces) {
        const name = new URL(url).pathname.split('/').at(-1) ?? ''
        const iv = key === null ? '' : Buffer.from(key.iv).toString('hex')
        hash.update(`${name} ${range?.start ?? ''} ${range?.length ?? ''} ${iv} ${isInit} ${seconds.toFixed(3)}\n`)
      }
    }
  }
  return hash.digest('hex')
}
