import { ServerElsewhere } from '../../support/faulty-server/elsewhere.ts'
import { measured } from '../measured.ts'
import { fetchAll, withStaffel } from '../staffel-run.ts'
import type { Benchmark, Workbench } from '../workbench.ts'

const bytesPerSecond = 2_000_000
const size = 100_000_000

/** A server that gives each connection the same speed: what more of them are worth. */
export const perConnection: Benchmark = { name: 'per-connection', run }

async function run({ inFolder, say }: Workbench) {
  const server = await ServerElsewhere.start()
  try {
    const urls = await server.serve(['/file.bin'], { size, bytesPerSecond })
    const costOf = (connections: number) =>
      inFolder((folder) => {
        say(`per-connection: ${connections} of them`)
        const settings = { maxSlots: 1, maxConnectionsPerEpisode: connections, maxConnectionsPerHost: connections }
        return withStaffel(folder, settings, {}, (staffel) => measured(staffel.pid, () => fetchAll(staffel, urls, folder)))
      })
    const [one, eight] = [await costOf(1), await costOf(8)]
    return {
      name: 'per-connection',
      about: '100 MB from a server that gives each connection 2 MB/s',
      runs: 1,
      rows: [
        { label: '1 connection', cost: one },
        { label: '8 connections', cost: eight },
      ],
      figures: [{ label: 'gain', value: one.wallSeconds / eight.wallSeconds, unit: '×', wanted: { atLeast: 7.5 } }],
    }
  } finally {
    await server.close()
  }
}
