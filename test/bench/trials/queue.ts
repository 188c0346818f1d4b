import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import type { Job, JobQuery } from '../../../src-preload/contract/index.ts'
import { chromiumLaunch } from '../../support/browser/chromium.ts'
import { ServerElsewhere } from '../../support/faulty-server/elsewhere.ts'
import { SeededRandom } from '../../support/seeded-random.ts'
import { Staffel, until } from '../../support/staffel.ts'
import { launchWeb } from '../../support/web/launch.ts'
import type { Figure } from '../figures.ts'
import { firstRowsMs } from '../first-rows.ts'
import { measured } from '../measured.ts'
import { fetchAll, withStaffel } from '../staffel-run.ts'
import type { Benchmark, Workbench } from '../workbench.ts'
import { oneLargeJob } from './one-large-job.ts'

const jobs = 500
const episodesOfJob = 500
const windows = 400
const restMs = 3_000
/** Episodes that are answered 404 as fast as they are asked for; so many that they outlast the looks. */
const failing = 60_000
/** Never finished while it is measured. */
const endless = { size: 1_000_000_000, bytesPerSecond: 50_000, pieceMs: 100 }
const sorts: readonly JobQuery['sort'][] = ['position', 'createdAt', 'title', 'progress', 'size', 'speed']

/** A quarter of a million episodes: what adding, looking, starting, pausing and finishing cost. */
export const queue: Benchmark = { name: 'queue', run }

async function run({ inFolder, say }: Workbench) {
  const server = await ServerElsewhere.start()
  try {
    const figures = await inFolder((folder) => largeList(folder, server, say))
    const large = await inFolder((folder) => oneLargeJob(folder, server, say))
    const few = await inFolder((folder) => drained(folder, server, 1_000, say))
    const many = await inFolder((folder) => drained(folder, server, 10_000, say))
    const drain: Figure = {
      label: 'CPU of one of 10,000 ÷ of 1,000',
      value: many.cpuSeconds / 10_000 / (few.cpuSeconds / 1_000),
      unit: '×',
      wanted: { atMost: 1.5 },
    }
    return {
      name: 'queue',
      about: '250,000 episodes in 500 jobs, and in one; empty files, 64 at a time',
      runs: 1,
      rows: [
        { label: '1,000 empty files', cost: few },
        { label: '10,000 empty files', cost: many },
      ],
      figures: [...figures, ...large, drain],
    }
  } finally {
    await server.close()
  }
}

async function largeList(folder: string, server: ServerElsewhere, say: (sentence: string) => void): Promise<Figure[]> {
  const heads = await server.serve(
    Array.from({ length: jobs }, (_, index) => `/${index}/head.bin`),
    endless,
  )
  const ids: string[] = []
  const atRest = await withStaffel(folder, { maxSlots: 0, maxConnectionsPerHost: 64 }, {}, async (staffel) => {
    say('queue: adding')
    const addSeconds = await secondsOf(async () => {
      for (const [index, head] of heads.entries()) ids.push((await staffel.post<Job>('/jobs', jobOf(head, index))).id)
    })
    await sleep(restMs)
    const bytes = await residentBytes(staffel.pid)
    say('queue: looking')
    const lookMs = await windowP99(staffel, ids)
    await staffel.patchSettings({ maxSlots: 50 })
    return { addSeconds, bytes, lookMs }
  })
  say('queue: starting again')
  const startedAt = performance.now()
  const asked = (await server.counts()).requests
  const web = await launchWeb(['--data-dir', join(folder, 'data'), '--download-dir', join(folder, 'files')])
  try {
    await until(
      async () => (await server.counts()).requests,
      (requests) => requests > asked,
      60_000,
    )
    const startSeconds = (performance.now() - startedAt) / 1_000
    const staffel = new Staffel(web)
    say('queue: looking while 50 run')
    let runningMs = 0
    const { peakBytes } = await measured(staffel.pid, async () => {
      runningMs = await windowP99(staffel, ids)
      await sleep(restMs)
    })
    const loadMs = await loadedInBrowser(staffel)
    const pauseMs = (await secondsOf(() => staffel.post('/queue/pause'))) * 1_000
    say('queue: looking while thousands fail')
    const { port } = new URL(heads[0] ?? '')
    const missing = Array.from({ length: failing }, (_, index) => `http://127.0.0.1:${port}/missing-${index}`)
    await staffel.post('/jobs', { title: 'Missing', urls: missing, priority: 10, connections: 1 })
    await staffel.post('/queue/resume')
    const failingMs = await windowP99(staffel, ids)
    const { episodes } = await staffel.stats()
    if (episodes.failed === 0 || episodes.failed === failing) throw new Error(`${episodes.failed} have failed, which is no churn`)
    return [
      { label: 'adding', value: atRest.addSeconds, unit: 's', wanted: { atMost: 15 } },
      { label: 'memory at rest', value: atRest.bytes / 1e6, unit: 'MB', wanted: { atMost: 300 } },
      { label: 'memory while 50 run', value: peakBytes / 1e6, unit: 'MB', wanted: { atMost: 450 } },
      { label: 'start to the first request', value: startSeconds, unit: 's', wanted: { atMost: 1.5 } },
      { label: 'window of the list, p99', value: atRest.lookMs, unit: 'ms', wanted: { atMost: 50 } },
      { label: 'the same while 50 run, p99', value: runningMs, unit: 'ms', wanted: { atMost: 50 } },
      { label: 'the same while thousands fail, p99', value: failingMs, unit: 'ms', wanted: { atMost: 50 } },
      { label: 'load to the first rows', value: loadMs, unit: 'ms', wanted: { atMost: 1_000 } },
      { label: 'pausing the whole queue', value: pauseMs, unit: 'ms', wanted: { atMost: 300 } },
    ]
  } finally {
    await web.close()
  }
}

/** As a person would, who has just started it. */
async function loadedInBrowser(staffel: Staffel): Promise<number> {
  const browser = await chromium.launch(await chromiumLaunch())
  try {
    const page = await (await browser.newContext({ locale: 'en-US' })).newPage()
    return await firstRowsMs(page, staffel, 'Deeds of parish 0')
  } finally {
    await browser.close()
  }
}

/** All of its episodes are there, so that those which run go on running. */
function jobOf(head: string, index: number) {
  const rest = Array.from({ length: episodesOfJob - 1 }, (_, number) => `${head}?volume-${number}/deed-${index}-${number}.pdf`)
  return { title: `Deeds of parish ${index}`, urls: [head, ...rest], connections: 1 }
}

/** Any window of the list, with any filter, sort and search. */
async function windowP99(staffel: Staffel, ids: readonly string[]): Promise<number> {
  const random = new SeededRandom(20_261_122)
  const times: number[] = []
  for (let turn = 0; turn < windows; turn++) {
    const expanded = Array.from({ length: random.between(0, 20) }, () => random.oneOf(ids))
    const query = new URLSearchParams({
      sort: random.oneOf(sorts),
      order: random.oneOf(['asc', 'desc']),
      offset: `${random.between(0, jobs + expanded.length * episodesOfJob)}`,
      limit: '100',
      expanded: expanded.join(','),
      ...(random.happens(0.3) ? { q: `deed ${random.between(0, jobs)}` } : {}),
      ...(random.happens(0.3) ? { status: random.oneOf(['queued', 'downloading', 'paused,queued']) } : {}),
    })
    times.push((await secondsOf(() => staffel.get(`/rows?${query}`))) * 1_000)
  }
  return times.toSorted((one, other) => one - other)[Math.ceil(windows * 0.99) - 1] ?? Number.NaN
}

async function drained(folder: string, server: ServerElsewhere, files: number, say: (sentence: string) => void) {
  say(`queue: ${files} empty files`)
  const paths = Array.from({ length: files }, (_, index) => `/empty-${files}/${index}.bin`)
  const urls = await server.serve(paths, { size: 0 })
  return withStaffel(folder, { maxSlots: 64, maxConnectionsPerHost: 64 }, {}, (staffel) =>
    measured(staffel.pid, () => fetchAll(staffel, urls, folder)),
  )
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begunAt = performance.now()
  await work()
  return (performance.now() - begunAt) / 1_000
}

/** What a process holds in memory, proc(5). */
async function residentBytes(pid: number): Promise<number> {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024
}
