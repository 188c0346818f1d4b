import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Job } from '../../../src-preload/contract/index.ts'
import { chaosRun } from '../../support/chaos/chaos-run.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { startStaffel } from '../../support/staffel.ts'

it('loses no job, no byte and at most a second of each transfer when it is killed twenty times at random moments', async () => {
  const { problems, killsAtWork } = await chaosRun({ kills: 20, seed: 20_261_122 })
  expect(problems).toEqual([])
  expect(killsAtWork).toBeGreaterThan(8)
}, 120_000)

it('goes on by itself after a kill, from where it was', async () => {
  server.serve('/a', { size: 3_000_000, bytesPerSecond: 1_000_000 })
  const job = await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url('/a')] })
  await staffel.untilJob(job.id, (now) => now.bytesDone > 1_800_000)
  const killedAt = server.bytesSent('/a')
  server.serve('/a', { size: 3_000_000 })
  await restart('SIGKILL')
  await staffel.untilJob(job.id, (now) => now.status === 'completed')
  expect(server.requestsTo('/a')[1]?.range?.start).toBeGreaterThan(killedAt - 1_000_000)
  expect((await readFile(join(home.downloads, 'a'))).equals(server.content('/a'))).toBe(true)
})

it('comes to a checkpoint and ends with code 0 within five seconds when it is told to leave', async () => {
  server.serve('/a', { size: 3_000_000, bytesPerSecond: 1_000_000 })
  const job = await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url('/a')] })
  await staffel.untilJob(job.id, (now) => now.bytesDone > 500_000)
  const askedAt = performance.now()
  expect(await staffel.kill('SIGTERM')).toBe(0)
  expect(performance.now() - askedAt).toBeLessThan(5_000)
  const sent = server.bytesSent('/a')
  server.serve('/a', { size: 3_000_000 })
  await restart('SIGTERM')
  await staffel.untilJob(job.id, (now) => now.status === 'completed')
  // What the server had put on the way and the client never read is at most two of its pieces.
  expect(server.requestsTo('/a')[1]?.range?.start).toBeGreaterThan(sent - 2 * 20_000)
})

it('refuses a second start on the same data folder with code 2 and a sentence that names the process', async () => {
  await expect(startStaffel(home)).rejects.toThrow(new RegExp(`ended with code 2 .*process ${staffel.pid}`))
})
