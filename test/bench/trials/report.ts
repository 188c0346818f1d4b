import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { NewEpisodeRecord, NewJobRecord, PartFile, Store } from '../../../src-main/queue/ports.ts'
import { openStore } from '../../../src-main/store/open-store.ts'
import type { FailureSummary, ReportPage, RetryAnswer } from '../../../src-preload/contract/index.ts'
import { testBox } from '../../support/secret-box.ts'
import { SeededRandom } from '../../support/seeded-random.ts'
import type { Staffel } from '../../support/staffel.ts'
import type { Figure } from '../figures.ts'
import { loopDelayDuring, watchedLoop } from '../loop-delay.ts'
import { withStaffel } from '../staffel-run.ts'
import type { Benchmark, Workbench } from '../workbench.ts'

const jobs = 500
const episodesOfJob = 500
const removedJobs = 100
const hosts = 20
const pages = 200
/** What the list does at its start is over. */
const settledMs = 3_000
const newest = Date.UTC(2026, 10, 22)

/** A quarter of a million files that are finished, failed, or removed: what looking back on them costs. */
export const report: Benchmark = { name: 'report', run }

async function run({ inFolder, say }: Workbench) {
  const figures = await inFolder(async (folder) => {
    say('report: a list of 250,000 files')
    await mkdir(join(folder, 'data'), { recursive: true, mode: 0o700 })
    writeList(join(folder, 'data', 'staffel.db'))
    return withStaffel(folder, { maxSlots: 0 }, watchedLoop(folder), (staffel) => measure(staffel, folder, say))
  })
  return {
    name: 'report',
    about: '250,000 files: half finished, half failed, a fifth removed from the list',
    runs: 1,
    rows: [],
    figures,
  }
}

async function measure(staffel: Staffel, folder: string, say: (sentence: string) => void): Promise<Figure[]> {
  await sleep(settledMs)
  const stopIn = async (name: string, work: () => Promise<unknown>) => {
    say(`report: ${name}`)
    const begunAt = performance.now()
    const { mostMs } = await loopDelayDuring(staffel.pid, folder, work)
    return { seconds: (performance.now() - begunAt) / 1_000, mostMs }
  }
  const times: number[] = []
  const looked = await stopIn('pages', () => readPages(staffel, times))
  const searched = await stopIn('a search that finds nothing', () => staffel.get<ReportPage>('/report?q=nowhere'))
  let bytes = 0
  const csv = await stopIn('CSV', async () => {
    bytes = await readCsv(staffel)
  })
  const grouped = await stopIn('failures by reason', () => staffel.get<FailureSummary>('/failures'))
  let retried = 0
  const back = await stopIn('retrying all', async () => {
    retried = (await staffel.post<RetryAnswer>('/retry', {})).retried
  })
  say(`report: ${retried} queued again, ${Math.round(bytes / 1e6)} MB of CSV`)
  const p99 = times.toSorted((one, other) => one - other)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN
  const stop = (label: string, { mostMs }: { readonly mostMs: number }): Figure => ({
    label: `longest stop, ${label}`,
    value: mostMs,
    unit: 'ms',
    wanted: { atMost: 50 },
  })
  return [
    { label: 'page of 100, p99', value: p99, unit: 'ms', wanted: { atMost: 50 } },
    stop('pages', looked),
    { label: 'search that finds nothing', value: searched.seconds * 1_000, unit: 'ms', wanted: null },
    stop('search', searched),
    { label: 'all as CSV', value: csv.seconds, unit: 's', wanted: null },
    stop('CSV', csv),
    { label: 'failures by reason', value: grouped.seconds * 1_000, unit: 'ms', wanted: null },
    stop('by reason', grouped),
    { label: 'retrying all failed', value: back.seconds, unit: 's', wanted: null },
    stop('retrying', back),
  ]
}

/** Any page, with filters that fit many. */
async function readPages(staffel: Staffel, times: number[]): Promise<void> {
  const random = new SeededRandom(20_261_122)
  let next: string | null = null
  for (let turn = 0; turn < pages; turn++) {
    const query = new URLSearchParams({
      limit: '100',
      ...(random.happens(0.3) ? { status: random.oneOf(['completed', 'failed']) } : {}),
      ...(random.happens(0.3) ? { host: `${random.between(0, hosts - 1)}.example` } : {}),
      ...(random.happens(0.3) ? { q: `deed ${random.between(0, 9)}` } : {}),
      ...(next !== null && random.happens(0.7) ? { after: next } : {}),
    })
    const begunAt = performance.now()
    const page: ReportPage = await staffel.get<ReportPage>(`/report?${query}`)
    times.push(performance.now() - begunAt)
    next = page.next
  }
}

async function readCsv(staffel: Staffel): Promise<number> {
  const response = await fetch(`${staffel.url}/api/v1/report?format=csv`, {
    headers: { authorization: `Bearer ${staffel.token}` },
  })
  let bytes = 0
  for await (const chunk of response.body ?? []) bytes += chunk.byteLength
  return bytes
}

/** What a program that has run for long leaves: written by the store itself, because fetching it would take hours. */
function writeList(file: string): void {
  const store = openStore({ box: testBox, file })
  try {
    for (let job = 0; job < jobs; job++) addEndedJob(store, job)
  } finally {
    store.close()
  }
}

function addEndedJob(store: Store, number: number): void {
  const episodes = Array.from({ length: episodesOfJob }, (_, index) => episodeOf(number, index))
  const job = jobOf(number)
  store.transaction(
    () => {
      store.addJob(job, episodes)
      for (const [index, episode] of episodes.entries()) end(store, episode, newest - (number * episodesOfJob + index) * 1_000)
      if (number < removedJobs) store.removeJob(job.id, { deleteFiles: false, keepHistory: true })
      while (store.clearRemoved(episodesOfJob));
    },
    { durable: false },
  )
}

function end(store: Store, { id, wantedName }: NewEpisodeRecord, at: number): void {
  store.changeEpisode(id, { status: 'downloading' })
  const part: PartFile = {
    fileName: wantedName ?? id,
    bytesTotal: 65_536,
    validator: null,
    contentType: 'application/pdf',
    toldChecksum: null,
    segments: [{ start: 0, end: 65_535, done: 65_536 }],
  }
  if (at % 2_000 === 0) store.changeEpisode(id, { status: 'completed', part, finishedAt: at, activeMs: 500 })
  else {
    const error = {
      code: 'HTTP_STATUS',
      message: 'The server answered 404.',
      params: { status: 404 },
      at: new Date(at).toISOString(),
    } as const
    store.changeEpisode(id, { status: 'failed', error, finishedAt: at, activeMs: 20 })
  }
}

function jobOf(number: number): NewJobRecord {
  return {
    id: idOf(number + 1),
    title: `Deeds of parish ${number}`,
    sourceKind: 'urls',
    sourceUrl: null,
    queueId: 'default',
    directory: '/downloads',
    priority: 0,
    createdAt: newest,
    connections: null,
    speedLimit: 0,
    onConflict: null,
    headers: {},
    sessionId: null,
    proxy: null,
    mount: null,
    sequential: false,
  }
}

function episodeOf(job: number, index: number): NewEpisodeRecord {
  const host = `${(job + index) % hosts}.example`
  return {
    id: idOf(1_000_000 + job * episodesOfJob + index),
    title: null,
    url: `https://${host}/archive/volume-${job}/deed-${job}-${index}.pdf`,
    host,
    mirrors: [],
    wantedName: `deed-${job}-${index}.pdf`,
    folder: null,
    sourceKey: null,
    stream: null,
    pieces: null,
    signature: null,
    checksum: null,
    status: 'queued',
  }
}

function idOf(number: number): string {
  return number.toString(16).padStart(16, '0')
}
