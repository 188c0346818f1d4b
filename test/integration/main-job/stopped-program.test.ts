import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Job } from '../../../src-preload/contract/index.ts'
import { server, staffel } from '../../support/each-test-a-staffel.ts'
import { until } from '../../support/staffel.ts'

it.skipIf(process.platform === 'win32')(
  'a program that slept for longer than a server may be silent takes none of its servers for silent',
  async () => {
    server.serve('/steady', { size: 4_000_000, bytesPerSecond: 1_000_000 })
    server.serve('/late', { size: 100_000, latencyMs: 2_500 })
    await staffel.patchSettings({ stallTimeoutMs: 2_000 })
    const job = await staffel.post<Job>('/jobs', { urls: [server.url('/steady'), server.url('/late')], connections: 1 })
    await until(
      () => staffel.episodesOf(job.id),
      ([first]) => (first?.bytesDone ?? 0) > 300_000,
      5_000,
    )
    process.kill(staffel.pid, 'SIGSTOP')
    await sleep(2_500)
    process.kill(staffel.pid, 'SIGCONT')
    await staffel.untilJob(job.id, ({ status }) => status === 'completed')
    expect(server.requests.map(({ path }) => path).toSorted()).toEqual(['/late', '/steady'])
    expect((await staffel.episodesOf(job.id)).map(({ attempts }) => attempts)).toEqual([0, 0])
  },
)
