import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CandidatePage, Inspection, Job } from '../../../src-preload/contract/index.ts'
import type { Staffel } from '../../support/staffel.ts'
import type { Figure, Row } from '../figures.ts'
import { loopDelayDuring, watchedLoop } from '../loop-delay.ts'
import type { LoopDelay } from '../loop-delay-preload.ts'
import { measured } from '../measured.ts'
import { withStaffel } from '../staffel-run.ts'
import type { Benchmark, Workbench } from '../workbench.ts'

/** Characters that a window sends at once. */
const pieceSize = 65_536
const lookMs = 25
const mostMs = 60_000

interface Case {
  readonly kind: string
  readonly label: string
  readonly found: number
  readonly begin: (staffel: Staffel, address: string) => Promise<string>
}

const link = (number: number) => `http://127.0.0.1:9/archive/volume-${number % 500}/deed-${number}.pdf`
const lines = (count: number, line: (number: number) => string) =>
  Array.from({ length: count }, (_, number) => line(number)).join('\n')

/** What nginx serves for it. */
const pageName = 'links.html'
const pageOf = (count: number) =>
  `<!doctype html><title>Deeds</title><ul>${lines(count, (number) => `<li><a href="${link(number)}">Deed ${number}</a></li>`)}</ul>`

const cases: readonly Case[] = [
  {
    kind: 'page',
    label: 'page, 100,000 links',
    found: 100_000,
    begin: (staffel, address) => whole(staffel, `${address}/${pageName}`),
  },
  { kind: 'text', label: 'text, 100,000 links', found: 100_000, begin: (staffel) => inPieces(staffel, lines(100_000, link)) },
  {
    kind: 'table',
    label: 'table, 250,000 lines',
    found: 250_000,
    begin: (staffel) =>
      inPieces(
        staffel,
        lines(250_000, (number) => `${number},"Deed number ${number}",${link(number)}`),
      ),
  },
  {
    kind: 'pattern',
    label: 'pattern, 250,000 links',
    found: 250_000,
    begin: (staffel) => whole(staffel, 'http://127.0.0.1:9/[1-500]/[1-500].pdf'),
  },
]

const manyKind = 'many'
const manyRounds = 4
const manyLabel = `${cases.length * manyRounds} of them one after the other`

/** Large inputs: how long until all of their links are there, and whether anything else waits for that. */
export const sources: Benchmark = { name: 'sources', run, kinds: [...cases.map(({ kind }) => kind), manyKind] }

async function run({ nginx, served, inFolder, say, kinds }: Workbench) {
  await writeFile(join(served, pageName), pageOf(100_000))
  const rows: Row[] = []
  const figures: Figure[] = []
  for (const one of cases.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))) {
    say(`sources: ${one.label}`)
    await inFolder((folder) =>
      withStaffel(folder, { maxSlots: 0 }, watchedLoop(folder), async (staffel) => {
        let id = ''
        const inspecting = await watched(staffel.pid, folder, async () => {
          id = await one.begin(staffel, nginx.http)
          await untilDone(staffel, id, one.found)
        })
        rows.push({ label: one.label, cost: inspecting.cost })
        const { waitMs } = await browsing(staffel, id)
        const adding = await watched(staffel.pid, folder, () =>
          staffel.post<{ jobs: Job[] }>(`/sources/inspections/${id}/jobs`, { nameTemplate: '{index:06} {name}.{ext}' }),
        )
        rows.push({ label: `${one.label}, adding`, cost: adding.cost })
        figures.push(
          { label: `${one.label}: time`, value: inspecting.cost.wallSeconds, unit: 's', wanted: { atMost: 5 } },
          ...delays(one.label, inspecting.delay),
          { label: `${one.label}: memory`, value: inspecting.cost.peakBytes / 1e6, unit: 'MB', wanted: { atMost: 400 } },
          { label: `${one.label}: filtering`, value: waitMs, unit: 'ms', wanted: null },
          { label: `${one.label}, adding: time`, value: adding.cost.wallSeconds, unit: 's', wanted: null },
          ...delays(`${one.label}, adding`, adding.delay),
          { label: `${one.label}, adding: memory`, value: adding.cost.peakBytes / 1e6, unit: 'MB', wanted: null },
        )
      }),
    )
  }
  if (kinds.length === 0 || kinds.includes(manyKind)) {
    say(`sources: ${manyLabel}`)
    const { row, figure } = await inFolder((folder) => oneAfterTheOther(folder, nginx.http))
    rows.push(row)
    figures.push(figure)
  }
  return { name: 'sources', about: 'inspected, filtered, added to the list', runs: 1, rows, figures }
}

/** All of them one after the other, and none of them forgotten by who asked for it. */
async function oneAfterTheOther(folder: string, address: string): Promise<{ row: Row; figure: Figure }> {
  return await withStaffel(folder, { maxSlots: 0 }, {}, async (staffel) => {
    const cost = await measured(staffel.pid, async () => {
      for (let round = 0; round < manyRounds; round++) {
        for (const { begin, found } of cases) await untilDone(staffel, await begin(staffel, address), found)
      }
    })
    const memory = { label: `${manyLabel}: memory`, value: cost.peakBytes / 1e6, unit: 'MB', wanted: null }
    return { row: { label: manyLabel, cost }, figure: memory }
  })
}

function delays(label: string, { p99Ms, mostMs: longestMs }: LoopDelay): Figure[] {
  return [
    { label: `${label}: delay, p99`, value: p99Ms, unit: 'ms', wanted: { atMost: 50 } },
    { label: `${label}: delay, most`, value: longestMs, unit: 'ms', wanted: null },
  ]
}

async function whole(staffel: Staffel, input: string): Promise<string> {
  return (await staffel.post<Inspection>('/sources/inspections', { input })).id
}

async function inPieces(staffel: Staffel, text: string): Promise<string> {
  const { id } = await staffel.post<Inspection>('/sources/inspections', {})
  for (let from = 0; from < text.length; from += pieceSize) {
    const piece = { text: text.slice(from, from + pieceSize), isLast: from + pieceSize >= text.length }
    await staffel.post(`/sources/inspections/${id}/text`, piece)
  }
  return id
}

async function untilDone(staffel: Staffel, id: string, found: number): Promise<void> {
  for (const deadline = performance.now() + mostMs; performance.now() < deadline; await sleep(lookMs)) {
    const inspection = await staffel.get<Inspection>(`/sources/inspections/${id}`)
    if (inspection.state === 'failed' || (inspection.state === 'done' && inspection.found !== found)) {
      throw new Error(`${inspection.state} with ${inspection.found}: ${JSON.stringify(inspection.error)}`)
    }
    if (inspection.state === 'done') return
  }
  throw new Error(`not through after ${mostMs} ms`)
}

/** The first screen of a filtered table. */
async function browsing(staffel: Staffel, id: string): Promise<{ waitMs: number }> {
  const begunAt = performance.now()
  await staffel.post<CandidatePage>(`/sources/inspections/${id}/candidates`, {
    filter: { expression: 'deed|[0-9]7\\.pdf' },
    sort: 'fileName',
    nameTemplate: '{index:06} {name}.{ext}',
  })
  return { waitMs: performance.now() - begunAt }
}

async function watched(pid: number, folder: string, work: () => Promise<unknown>) {
  let delay: LoopDelay = { p50Ms: 0, p99Ms: 0, mostMs: 0 }
  const cost = await measured(pid, async () => {
    delay = await loopDelayDuring(pid, folder, work)
  })
  return { cost, delay }
}
