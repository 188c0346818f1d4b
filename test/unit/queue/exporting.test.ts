import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ExportRow, exportPage } from '../../../src-main/queue/exporting.ts'
import type { Store } from '../../../src-main/queue/ports.ts'
import { isRefusal } from '../../../src-main/queue/refusal.ts'
import { type ExportQuery, exportQuerySchema } from '../../../src-preload/contract/index.ts'
import { newEpisode, newEpisodes, newId, newJob, partOf, temporaryStore } from '../store/support.ts'
import { withStore } from '../store/with-store.ts'

function pageOf(store: Store, query: Partial<ExportQuery>) {
  const page = exportPage(store, { ...exportQuerySchema.parse({}), ...query }, '/downloads/')
  if (isRefusal(page)) throw new Error(page.refused)
  return page
}

/** All pages. `between`: what happens after each. */
function rowsOf(store: Store, query: Partial<ExportQuery> = {}, between: () => void = () => {}): ExportRow[] {
  const rows: ExportRow[] = []
  let after: string | undefined
  do {
    const page = pageOf(store, { ...query, ...(after !== undefined && { after }) })
    rows.push(...page.rows)
    between()
    after = page.next ?? undefined
  } while (after !== undefined)
  return rows
}

const shown = (rows: readonly ExportRow[]) => rows.map((row) => (row.kind === 'job' ? row.job.title : row.episode.url))

it('tells each job and then its episodes, in the order of the list, each once, however long pages are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(7), { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), fc.nat(7), (sizes, limit, moved) => {
      withStore((store) => {
        const jobs = sizes.map((size, at) => ({ job: newJob({ title: `job ${at}` }), episodes: newEpisodes(size) }))
        for (const { job, episodes } of jobs) store.addJob(job, episodes)
        const [first] = jobs.splice(Math.min(moved, jobs.length - 1), jobs.length === 0 ? 0 : 1)
        if (first !== undefined) {
          store.moveJobs([first.job.id], { end: 'top' })
          jobs.unshift(first)
        }
        const wanted = jobs.flatMap(({ job, episodes }) => [job.title, ...episodes.map(({ url }) => url)])
        expect(shown(rowsOf(store, { limit }))).toEqual(wanted)
      })
    }),
    { numRuns: 40 },
  )
})

it('leaves nothing out and tells nothing twice when jobs go and come meanwhile', () => {
  const { store } = temporaryStore()
  const jobs = Array.from({ length: 6 }, (_, at) => store.addJob(newJob({ title: `job ${at}` }), newEpisodes(3)).id)
  const going = [jobs[0], jobs[1]]
  const rows = rowsOf(store, { limit: 5 }, () => {
    const gone = going.shift()
    if (gone === undefined) return
    store.removeJob(gone, { deleteFiles: false })
    store.addJob(newJob({ title: 'late' }), newEpisodes(1))
  })
  const titles = rows.flatMap((row) => (row.kind === 'job' ? [row.job.title] : []))
  expect(titles).toEqual(['job 0', 'job 1', 'job 2', 'job 3', 'job 4', 'job 5', 'late', 'late'])
  expect(rows.filter(({ kind }) => kind === 'episode').length).toBeGreaterThanOrEqual(4 * 3 + 2)
})

it('takes the jobs that are named, or those that fit, with all episodes or with those that are not downloaded', () => {
  const { store } = temporaryStore()
  const episodes = newEpisodes(2)
  const one = store.addJob(newJob({ title: 'one', directory: '/a' }), episodes).id
  store.addJob(newJob({ title: 'two', directory: '/b' }), newEpisodes(1, { title: 'needle' }))
  const done = newEpisode()
  store.addJob(newJob({ title: 'done' }), [done])
  for (const id of [episodes[0]?.id ?? '', done.id]) {
    store.changeEpisode(id, { status: 'downloading' })
    store.changeEpisode(id, { status: 'completed', part: partOf('file.bin', 5, 5), bytesTotal: 5 })
  }
  const titles = (query: Partial<ExportQuery>) =>
    rowsOf(store, query).flatMap((row) => (row.kind === 'job' ? [row.job.title] : []))
  expect(titles({ jobIds: [one, newId()] })).toEqual(['one'])
  expect(titles({ exceptJobIds: [one, newId()] })).toEqual(['two', 'done'])
  expect(titles({ directory: '/b', exceptJobIds: [one] })).toEqual(['two'])
  expect(titles({ directory: '/b' })).toEqual(['two'])
  expect(titles({ q: 'needle' })).toEqual(['two'])
  expect(titles({ status: ['completed'] })).toEqual(['done'])
  expect(shown(rowsOf(store, { episodes: 'unfinished' }))).toEqual(['one', episodes[1]?.url, 'two', expect.any(String)])
  const [, finished] = rowsOf(store, { jobIds: [one] })
  expect(finished).toMatchObject({ episode: { status: 'completed', size: 5, savedAs: 'file.bin' } })
})

it('tells everything of jobs and episodes but secrets', () => {
  const { store } = temporaryStore()
  store.addJob(
    newJob({
      title: 'from http://me:hush-1@a.example/x',
      sourceKind: 'page',
      sourceUrl: 'http://me:hush-2@a.example/list',
      headers: { Authorization: 'Bearer hush-3', 'X-Key': 'hush-4' },
      priority: 3,
      sequential: true,
      connections: 4,
      speedLimit: 1_000,
      onConflict: 'skip',
    }),
    [
      newEpisode({
        url: 'http://me:hush-5@a.example/f?token=kept',
        mirrors: ['http://me:hush-6@b.example/f'],
        title: 'A title',
        wantedName: 'f.bin',
        folder: 'sub/folder',
        sourceKey: 'guid-1',
        stream: { kind: 'hls', choices: ['1080'] },
        checksum: { algorithm: 'md5', expected: 'ab'.repeat(16) },
        pieces: { algorithm: 'sha-1', length: 10, digests: ['cd'.repeat(20)] },
      }),
    ],
  )
  const rows = rowsOf(store)
  expect(JSON.stringify(rows)).not.toContain('hush')
  expect(rows).toEqual([
    {
      kind: 'job',
      job: {
        type: 'job',
        title: 'from http://a.example/x',
        directory: '/downloads',
        folder: '',
        source: { kind: 'page', url: 'http://a.example/list' },
        queueId: 'default',
        priority: 3,
        sequential: true,
        connections: 4,
        speedLimit: 1_000,
        onConflict: 'skip',
        sessionId: null,
        proxy: null,
        paused: false,
        headerNames: ['Authorization', 'X-Key'],
        createdAt: '1970-01-01T00:00:01.000Z',
      },
    },
    {
      kind: 'episode',
      jobDirectory: '/downloads',
      episode: {
        type: 'episode',
        url: 'http://a.example/f?token=kept',
        mirrors: ['http://b.example/f'],
        title: 'A title',
        fileName: 'f.bin',
        folder: 'sub/folder',
        sourceKey: 'guid-1',
        stream: { kind: 'hls', choices: ['1080'] },
        checksum: { algorithm: 'md5', expected: 'ab'.repeat(16) },
        pieces: { algorithm: 'sha-1', length: 10, digests: ['cd'.repeat(20)] },
        status: 'queued',
      },
    },
  ])
})

it('tells folders below the download folder from others', () => {
  const { store } = temporaryStore()
  const directories = ['/downloads', '/downloads/a/b', '/downloads2/a', '/other']
  for (const directory of directories) store.addJob(newJob({ directory }), newEpisodes(1))
  const folders = rowsOf(store).flatMap((row) => (row.kind === 'job' ? [row.job.folder] : []))
  expect(folders).toEqual(['', 'a/b', null, null])
})

it('refuses a cursor that it never gave', () => {
  const { store } = temporaryStore()
  for (const after of ['', 'x', '1.2', '1;2;3', `1.${newId()}.-1`]) {
    expect(exportPage(store, { ...exportQuerySchema.parse({}), after }, '/downloads')).toMatchObject({ refused: 'INVALID_INPUT' })
  }
})
