import { ServerElsewhere } from '../../support/faulty-server/elsewhere.ts'
import { measured } from '../measured.ts'
import { fetchAll, withStaffel } from '../staffel-run.ts'
import type { Benchmark, Workbench } from '../workbench.ts'

const files = 200
const latencyMs = 200
const size = 16_384

/** A server that takes its time for each answer: what more slots are worth. */
export const latency: Benchmark = { name: 'latency', run }

async function run({ inFolder, say }: Workbench) {
  const server = await ServerElsewhere.start()
  try {
    const paths = Array.from({ length: files }, (_, index) => `/${index}.bin`)
    const urls = await server.serve(paths, { size, latencyMs })
    const costOf = (slots: number) =>
      inFolder((folder) => {
        say(`latency: ${slots} at a time`)
        const settings = { maxSlots: slots, maxConnectionsPerHost: 64 }
        return withStaffel(folder, settings, {}, (staffel) => measured(staffel.pid, () => fetchAll(staffel, urls, folder)))
      })
    const [one, ten] = [await costOf(1), await costOf(10)]
    return {
      name: 'latency',
      about: '200 files of 16 KiB, each answered after 200 ms',
      runs: 1,
      rows: [
        { label: '1 slot', cost: one },
        { label: '10 slots', cost: ten },
      ],
      figures: [{ label: 'gain', value: one.wallSeconds / ten.wallSeconds, unit: '×', wanted: { atLeast: 9.5 } }],
    }
  } finally {
    await server.close()
  }
}
