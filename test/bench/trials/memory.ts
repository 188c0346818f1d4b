import { open, readFile, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { measured, medianOfNumbers } from '../measured.ts'
import { fetchAll, withStaffel } from '../staffel-run.ts'
import type { Benchmark, Workbench } from '../workbench.ts'

const gibibyte = 1_073_741_824
const wantedBytes = 10 * gibibyte
/** Kept free on the disk. */
const reserveBytes = 2 * gibibyte
const sampleMs = 250

/** One file so large that whatever is kept of each byte would show. */
export const memory: Benchmark = { name: 'memory', run }

async function run({ nginx, served, inFolder, say }: Workbench) {
  return await inFolder(async (folder) => {
    const bytes = await roomFor(folder)
    const about = `${bytes / gibibyte} GiB from a sparse file, 4 connections`
    say(`memory: ${about}${bytes < wantedBytes ? ', because the disk has no room for 10 GiB' : ''}`)
    const source = join(served, 'sparse.bin')
    await makeSparse(source, bytes)
    try {
      return await withStaffel(folder, { maxSlots: 1, maxConnectionsPerEpisode: 4, minFreeBytes: 0 }, {}, async (staffel) => {
        const samples: number[] = []
        const timer = setInterval(async () => samples.push(await residentBytes(staffel.pid)), sampleMs)
        const cost = await measured(staffel.pid, () => fetchAll(staffel, [`${nginx.http}/sparse.bin`], folder)).finally(() =>
          clearInterval(timer),
        )
        return {
          name: 'memory',
          about,
          runs: 1,
          rows: [{ label: 'Staffel', cost }],
          figures: [
            { label: 'peak memory', value: cost.peakBytes / 1e6, unit: 'MB', wanted: { atMost: 250 } },
            { label: 'growth, second to last fifth', value: growthOf(samples) / 1e6, unit: 'MB', wanted: { atMost: 10 } },
          ],
        }
      })
    } finally {
      await rm(source)
    }
  })
}

/** All that is wanted, or as many whole GiB as the disk takes. */
async function roomFor(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  const room = Math.floor((bavail * bsize - reserveBytes) / gibibyte) * gibibyte
  if (room < gibibyte) throw new Error('the disk has no room for a single GiB')
  return Math.min(wantedBytes, room)
}

async function makeSparse(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w')
  await file.truncate(bytes)
  await file.close()
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024
}

/** How much more there is at the end than once everything is in its stride. */
function growthOf(samples: readonly number[]): number {
  const fifth = Math.floor(samples.length / 5)
  return medianOfNumbers(samples.slice(-fifth)) - medianOfNumbers(samples.slice(fifth, 2 * fifth))
}
