import { ServerElsewhere } from '../../support/faulty-server/elsewhere.ts'
import { loopDelayDuring, watchedLoop } from '../loop-delay.ts'
import { measured } from '../measured.ts'
import { fetchAll, withStaffel } from '../staffel-run.ts'
import type { Benchmark, Workbench } from '../workbench.ts'

const slots = 500
const files = 1_000
const size = 1_000_000
const settings = { maxSlots: slots, maxConnectionsPerHost: 512 }
/** Slow, but as many small pieces at a time as a real network brings. */
const slow = { size, bytesPerSecond: 100_000, pieceMs: 100, latencyMs: 200 }

/** Five hundred files at once from one slow server: whether they really are, and what that costs. */
export const slots500: Benchmark = { name: 'slots-500', run }

async function run({ inFolder, say }: Workbench) {
  const server = await ServerElsewhere.start()
  try {
    say('slots-500')
    const paths = Array.from({ length: files }, (_, index) => `/${index}.bin`)
    const urls = await server.serve(paths, slow)
    return await inFolder((folder) =>
      withStaffel(folder, settings, watchedLoop(folder), async (staffel) => {
        const { cost, delay } = await watched(staffel.pid, folder, () => fetchAll(staffel, urls, folder))
        const { mostAnswersAtOnce } = await server.counts()
        return {
          name: 'slots-500',
          about: '1,000 files of 1 MB at 100 kB/s each, 500 slots',
          runs: 1,
          rows: [{ label: 'Staffel', cost }],
          figures: [
            { label: 'in flight at the server', value: mostAnswersAtOnce, unit: '', wanted: { atLeast: slots } },
            { label: 'peak memory', value: cost.peakBytes / 1e6, unit: 'MB', wanted: { atMost: 400 } },
            { label: "queue thread's delay, p99", value: delay.p99Ms, unit: 'ms', wanted: { atMost: 20 } },
            { label: "queue thread's delay, most", value: delay.mostMs, unit: 'ms', wanted: null },
          ],
        }
      }),
    )
  } finally {
    await server.close()
  }
}

async function watched(pid: number, folder: string, work: () => Promise<unknown>) {
  let delay = { p50Ms: 0, p99Ms: 0, mostMs: 0 }
  const cost = await measured(pid, async () => {
    delay = await loopDelayDuring(pid, folder, work)
  })
  return { cost, delay }
}
