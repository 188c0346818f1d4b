import { setTimeout as sleep } from 'node:timers/promises'
import type { Job } from '../../../src-preload/contract/index.ts'
import type { ServerElsewhere } from '../../support/faulty-server/elsewhere.ts'
import type { Staffel } from '../../support/staffel.ts'
import type { Figure } from '../figures.ts'
import { withStaffel } from '../staffel-run.ts'

const episodes = 250_000
/** Never finished while it is measured. */
const endless = { size: 1_000_000_000, bytesPerSecond: 50_000, pieceMs: 100 }
/** Between two looks of the one who waits. */
const lookMs = 2
/** What is left of a removed job is cleared away in this time. */
const clearingMs = 6_000

/** A quarter of a million episodes in one job that runs: how long others wait while something happens to all of it. */
export async function oneLargeJob(folder: string, server: ServerElsewhere, say: (sentence: string) => void): Promise<Figure[]> {
  const [head = ''] = await server.serve(['/large/head.bin'], endless)
  const urls = Array.from({ length: episodes }, (_, number) => `${head}?volume-${number}/deed-${number}.pdf`)
  return withStaffel(folder, { maxSlots: 8, maxConnectionsPerHost: 64 }, {}, async (staffel) => {
    say('queue: one job of 250,000')
    let jobId = ''
    const added = await waitDuring(staffel, async () => {
      jobId = (await staffel.post<Job>('/jobs', { title: 'Large', urls, connections: 1 })).id
    })
    const paused = await waitDuring(staffel, () => staffel.post(`/jobs/${jobId}/pause`))
    await staffel.post(`/jobs/${jobId}/resume`)
    let answerMs = 0
    const removed = await waitDuring(staffel, async () => {
      const begunAt = performance.now()
      await staffel.call('DELETE', `/jobs/${jobId}?deleteFiles=true`)
      answerMs = performance.now() - begunAt
      await sleep(clearingMs)
    })
    const wait = (label: string, value: number, wanted: Figure['wanted']): Figure => ({
      label: `longest wait of others, ${label}`,
      value,
      unit: 'ms',
      wanted,
    })
    return [
      // One request brings all of it: what they wait for is that it is read.
      wait('adding', added, null),
      wait('pausing', paused, { atMost: 50 }),
      { label: 'removing one of 250,000', value: answerMs, unit: 'ms', wanted: null },
      wait('removing', removed, { atMost: 50 }),
    ]
  })
}

/** The longest that another request takes meanwhile, in milliseconds. */
async function waitDuring(staffel: Staffel, work: () => Promise<unknown>): Promise<number> {
  let isOver = false
  const over = work().finally(() => {
    isOver = true
  })
  let longestMs = 0
  while (!isOver) {
    const begunAt = performance.now()
    await staffel.get('/rows?limit=20')
    longestMs = Math.max(longestMs, performance.now() - begunAt)
    await sleep(lookMs)
  }
  await over
  return longestMs
}
