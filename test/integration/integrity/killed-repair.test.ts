import { open, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Episode, Job, VerifyAnswer } from '../../../src-preload/contract/index.ts'
import { restart, server, staffel } from '../../support/each-test-a-staffel.ts'

const blockBytes = 4_194_304
const size = 4 * blockBytes + 4_321

it('harms no good byte, and calls no wrong one finished, at whatever moment of a repair the program is killed', async () => {
  server.serve('/a', { size })
  const { id: jobId } = await staffel.post<Job>('/jobs', { urls: [server.url('/a')] })
  await staffel.untilJob(jobId, (now) => now.status === 'completed')
  const [episode] = await staffel.episodesOf(jobId)
  const file = episode?.path ?? ''
  const good = server.content('/a')
  server.serve('/a', { size, bytesPerSecond: 12_000_000 })

  for (let round = 0; round < 8; round++) {
    const blocks = [0, 1, 2, 3, 4].filter(() => Math.random() < 0.6)
    const handle = await open(file, 'r+')
    for (const number of blocks) await handle.write(Buffer.from('decay'), 0, 5, number * blockBytes + round)
    await handle.close()
    const answered = staffel.call('POST', '/verify', { repair: true }).catch(() => null)
    await sleep(Math.random() * 1_500)
    await restart('SIGKILL')
    await answered
    const found = await readFile(file)
    expect(found.length).toBe(size)
    for (const number of [0, 1, 2, 3, 4].filter((candidate) => !blocks.includes(candidate))) {
      const [start, end] = [number * blockBytes, (number + 1) * blockBytes]
      expect(found.subarray(start, end).equals(good.subarray(start, end)), `block ${number}`).toBe(true)
    }
    await staffel.untilJob(jobId, (now) => now.status === 'completed')
    // Killed before anything of the repair was kept, the file waits for another look; else it is right.
    const answer = await staffel.post<VerifyAnswer>('/verify', { repair: true })
    const looked = answer.items[0]
    if (looked?.status === 'damaged') {
      expect(looked.damagedBytes).toBe(blocks.reduce((sum, number) => sum + Math.min(blockBytes, size - number * blockBytes), 0))
      expect(looked.repair?.result).toBe('repaired')
    } else expect(looked?.status).toBe('ok')
    expect((await readFile(file)).equals(good)).toBe(true)
    expect((await staffel.get<Episode>(`/episodes/${episode?.id}`)).status).toBe('completed')
  }
}, 120_000)
