import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { safeName } from '../../src-main/transfer/worker/safe-name.ts'
import type { Candidate, Inspection, Job } from '../../src-preload/contract/index.ts'
import { listingServers, type RunningServer } from '../support/peers/listing-servers.ts'
import { type Home, newHome, type Staffel, startStaffel } from '../support/staffel.ts'

/** Paths and sizes in bytes: names that have to be escaped in one way or another, and sizes around where they are rounded. */
const files: Readonly<Record<string, number>> = {
  'episode 01.mp3': 12_345,
  '100% sure?.pdf': 7,
  'a&b <c> "d".txt': 9,
  'ünïcode ä.flac': 0,
  'hash#tag; and=more.jpg': 972,
  'co:lon.txt': 973,
  'a-very-long-name-that-servers-cut-because-it-does-not-fit-into-their-column-0123456789.tar.gz': 1_500_000,
  'season 1/e1.mp3': 21,
  'season 1/bonus & more/extra.mp3': 33,
  'Übersicht/x.txt': 3,
}
const written = new Date('2026-03-09T14:05:06Z')

const contentOf = (path: string, size: number) => Buffer.alloc(size, path)

let folder: string
let home: Home
let staffel: Staffel

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-listed-'))
  for (const [path, size] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), contentOf(path, size))
    await utimes(join(folder, path), written, written)
  }
  home = await newHome()
  staffel = await startStaffel(home)
})

afterAll(async () => {
  await staffel.kill('SIGKILL')
  await home.remove()
  await rm(folder, { recursive: true, force: true })
})

type Inspected = Pick<Inspection, 'kind' | 'title' | 'skippedFirst'> & {
  readonly inspectionId: string
  readonly candidates: Candidate[]
}

const inspect = (input: string, options = {}) => staffel.post<Inspected>('/sources/inspect', { input, options })

const pathOf = ({ directory, title }: Candidate) => `${directory === null ? '' : `${directory}/`}${title}`

describe.each(listingServers)('a folder that $program lists', ({ program, missing, ways, start }) => {
  const reason = missing === null ? '' : ` (left out: ${missing} on this machine)`
  let server: RunningServer | null = null

  beforeAll(async () => {
    if (missing === null) server = await start(folder, join(home.data, '..', program))
  })
  afterAll(() => server?.stop())

  for (const { path, sizes, times } of ways) {
    it.skipIf(missing !== null)(`is at ${path} its files with their folders, and no wrong size or time${reason}`, async () => {
      const { inspectionId, kind, title, candidates, skippedFirst } = await inspect(`${server?.url}${path}`, { depth: 3 })
      expect(candidates.map(pathOf).sort()).toEqual(Object.keys(files).sort())
      const { pages } = await staffel.get<Inspection>(`/sources/inspections/${inspectionId}`)
      // Each folder once: neither the one above them, nor any of them in another order.
      expect({ kind, title, skippedFirst, pages }).toEqual({
        kind: 'page',
        title: path === '/' ? new URL(server?.url ?? '').host : path.slice(1, -1),
        skippedFirst: [],
        pages: { read: 4, left: 0 },
      })
      const sized = candidates.filter(({ size }) => size !== null)
      for (const candidate of sized)
        expect([pathOf(candidate), candidate.size]).toEqual([pathOf(candidate), files[pathOf(candidate)]])
      const least = { all: candidates.length, small: 6, none: 0 }[sizes]
      expect(sized.length).toBeGreaterThanOrEqual(least)
      if (sizes === 'none') expect(sized).toEqual([])
      const dates = [...new Set(candidates.map(({ date }) => date))]
      if (times === 'none') expect(dates).toEqual([null])
      else {
        const exact = times === 'seconds' ? written.getTime() : new Date(written).setUTCSeconds(0)
        expect(dates).toEqual([new Date(exact).toISOString()])
      }
    })
  }

  it.skipIf(missing !== null)(`is the same folder once it is downloaded${reason}`, async () => {
    const { inspectionId } = await inspect(`${server?.url}/`, { depth: 3 })
    const job = await staffel.post<Job>('/jobs', { inspection: { inspectionId }, directory: program, title: program })
    const { episodesCompleted } = await staffel.untilJob(job.id, ({ status }) => status === 'completed')
    expect(episodesCompleted).toBe(Object.keys(files).length)
    for (const [path, size] of Object.entries(files)) {
      const kept = path.split('/').map((part) => safeName(part) ?? '')
      expect({ path, isSame: contentOf(path, size).equals(await readFile(join(job.directory, ...kept))) }).toEqual({
        path,
        isSame: true,
      })
    }
  })
})
