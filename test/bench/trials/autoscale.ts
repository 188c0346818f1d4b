import { setTimeout as sleep } from 'node:timers/promises'
import type { Stats } from '../../../src-preload/contract/index.ts'
import { LimitedServer } from '../../support/limited-server.ts'
import type { Staffel } from '../../support/staffel.ts'
import type { Figure } from '../figures.ts'
import { measured } from '../measured.ts'
import { withStaffel } from '../staffel-run.ts'
import type { Benchmark, Workbench } from '../workbench.ts'
import { type ServerKind, serverKinds } from './autoscale-kinds.ts'

const usualNumbers = [1, 2, 4, 8, 16, 32, 64]
const warmUpMs = 3_000
const fixedMs = 9_000
/** The figures of the issue: within so long, and over the two minutes after it. */
const reachedWithinMs = 30_000
const heldForMs = 120_000
const share = 0.9
const sampleMs = 500
/** A speed is taken over so many samples. */
const speedSamples = 8
const bounds = { minSlots: 1, maxSlots: 64, maxConnectionsPerHost: 64 }

interface Sample {
  readonly atMs: number
  readonly work: number
  readonly slots: number
}

/**
 * Automatic scaling against the best fixed number of slots, at servers that are limited on purpose. Fixed numbers are
 * tried with one connection for each file, so that the number is the number of connections; the automatic one starts
 * from cold with everything as it is by default.
 */
export const autoscale: Benchmark = { name: 'autoscale', run, isOnlyByName: true, kinds: serverKinds.map(({ name }) => name) }

async function run({ inFolder, say, kinds }: Workbench) {
  const rows = []
  const figures: Figure[] = []
  for (const kind of serverKinds.filter(({ name }) => kinds.length === 0 || kinds.includes(name))) {
    const best = await inFolder((folder) => bestFixed(folder, kind, say))
    const { cost, samples, refusals } = await inFolder((folder) => automatic(folder, kind))
    const held = rateBetween(samples, reachedWithinMs, reachedWithinMs + heldForMs)
    const reachedSeconds = secondsTo(samples, share * best.rate)
    const sentence = `autoscale: ${kind.name}: best fixed ${best.number} with ${shown(best.rate)}, automatic ${shown(held)}`
    say(
      `${sentence} = ${((100 * held) / best.rate).toFixed(1)} %, reached after ${reachedSeconds.toFixed(1)} s, ${refusals} refusals`,
    )
    rows.push({ label: kind.name, cost })
    figures.push(
      { label: `${kind.name}: best fixed`, value: best.number, unit: 'slots', wanted: null },
      { label: `${kind.name}: its speed`, value: best.rate / 1e6, unit: 'MB/s', wanted: null },
      { label: `${kind.name}: automatic ÷ it`, value: held / best.rate, unit: '×', wanted: { atLeast: share } },
      { label: `${kind.name}: reached`, value: reachedSeconds, unit: 's', wanted: { atMost: reachedWithinMs / 1_000 } },
      { label: `${kind.name}: refusals`, value: refusals, unit: '', wanted: null },
    )
  }
  return { name: 'autoscale', about: 'automatic slots against the best fixed number', runs: 1, rows, figures }
}

async function bestFixed(folder: string, kind: ServerKind, say: Workbench['say']): Promise<{ number: number; rate: number }> {
  const settings = { maxSlots: 1, maxConnectionsPerEpisode: 1, maxConnectionsPerHost: bounds.maxConnectionsPerHost }
  return onServer(folder, kind, settings, async (staffel) => {
    let best = { number: 0, rate: 0 }
    for (const number of [...usualNumbers, ...kind.alsoFixed].toSorted((one, other) => one - other)) {
      await staffel.patchSettings({ maxSlots: number })
      await sleep(warmUpMs)
      const from = await sampled(staffel, kind)
      await sleep(fixedMs)
      const rate = rateOf(from, await sampled(staffel, kind))
      say(`autoscale: ${kind.name}: ${number} slots, ${shown(rate)}`)
      if (rate > best.rate) best = { number, rate }
    }
    return best
  })
}

async function automatic(folder: string, kind: ServerKind) {
  return onServer(folder, kind, { autoScale: true, autoScaleBounds: bounds }, async (staffel, server) => {
    const samples: Sample[] = []
    const begunAt = performance.now()
    const cost = await measured(staffel.pid, async () => {
      while (performance.now() - begunAt < reachedWithinMs + heldForMs) {
        samples.push(await sampled(staffel, kind, begunAt))
        await sleep(sampleMs)
      }
    })
    const { refusals } = await server.counts()
    return { cost, samples, refusals }
  })
}

/** A fresh Staffel with more than enough to do from a fresh server. */
async function onServer<Outcome>(
  folder: string,
  { nature, files }: ServerKind,
  settings: Parameters<typeof withStaffel>[1],
  work: (staffel: Staffel, server: LimitedServer) => Promise<Outcome>,
): Promise<Outcome> {
  const server = await LimitedServer.start(nature)
  try {
    return await withStaffel(folder, settings, {}, async (staffel) => {
      await staffel.post('/jobs', { urls: server.urls(files) })
      return work(staffel, server)
    })
  } finally {
    await server.close()
  }
}

/** What is done so far: bytes of files that never finish here, and the files where they do within a moment. */
async function sampled(staffel: Staffel, { nature, files }: ServerKind, sinceMs = 0): Promise<Sample> {
  const { bytesThisRun, episodes, slots } = await staffel.get<Stats>('/stats')
  const isSmall = files > 1_000
  const work = isSmall ? episodes.completed * (nature.fileBytes ?? 0) : bytesThisRun
  return { atMs: performance.now() - sinceMs, work, slots: slots.effective }
}

function rateOf(from: Sample | undefined, until: Sample | undefined): number {
  return from === undefined || until === undefined ? 0 : ((until.work - from.work) * 1_000) / (until.atMs - from.atMs)
}

function rateBetween(samples: readonly Sample[], fromMs: number, untilMs: number): number {
  const within = samples.filter(({ atMs }) => atMs >= fromMs && atMs <= untilMs)
  return rateOf(within[0], within.at(-1))
}

/** When a speed was there for the first time, taken over the last few seconds. */
function secondsTo(samples: readonly Sample[], wanted: number): number {
  const reached = samples.find(
    (sample, place) => place >= speedSamples && rateOf(samples[place - speedSamples], sample) >= wanted,
  )
  return (reached?.atMs ?? Number.POSITIVE_INFINITY) / 1_000
}

function shown(rate: number): string {
  return `${(rate / 1e6).toFixed(2)} MB/s`
}
