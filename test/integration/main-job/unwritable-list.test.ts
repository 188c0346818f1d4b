import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Job } from '../../../src-preload/contract/index.ts'
import { server, staffel } from '../../support/each-test-a-staffel.ts'

/** From now on the program can write so far into any file, or again as it likes: what a full disk does to its list. */
function limitFileSize(bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(staffel.pid), `--fsize=${bytes}:unlimited`])
}

it.skipIf(process.platform !== 'linux')(
  'outlives a list that cannot be written to, and goes on by itself once it can be',
  async () => {
    await staffel.patchSettings({ retry: { baseDelayMs: 1_000, maxDelayMs: 1_000 } })
    server.serve('/late', { size: 1_000, faults: [{ status: 503, headers: { 'retry-after': '2' } }] })
    server.serve('/running', { size: 2_000_000, bytesPerSecond: 400_000 })
    const [late, running] = [
      await staffel.post<Job>('/jobs', { urls: [server.url('/late')] }),
      await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url('/running')] }),
    ]
    await staffel.untilJob(late.id, (job) => job.waiting?.reason === 'backoff')
    await staffel.untilJob(running.id, (job) => job.bytesDone > 50_000)

    limitFileSize(1)
    expect((await staffel.call('POST', '/bulk', { action: 'pause', jobIds: [late.id, running.id] })).status).toBe(500)
    await sleep(3_000)
    expect((await staffel.call('GET', '/jobs')).status).toBe(200)

    limitFileSize('unlimited')
    await staffel.post('/bulk', { action: 'resume', jobIds: [late.id, running.id] })
    await staffel.untilJob(late.id, (job) => job.status === 'completed')
    await staffel.untilJob(running.id, (job) => job.status === 'completed', 30_000)
  },
)
