import { describe, expect, it } from 'vitest'
import type { ComingEpisodes } from '../../../src-main/queue/ports.ts'
import { isRefusal, refuse } from '../../../src-main/queue/refusal.ts'
import { SourceJobs } from '../../../src-main/sources/source-jobs.ts'
import { fromInspectionSchema, type NewEpisode, type NewJob } from '../../../src-preload/contract/index.ts'
import { jobWith } from '../../support/items.ts'
import { DeskBench } from '../../support/sources/desk-bench.ts'

/** A list of jobs that may refuse or break at one of them. */
class List {
  readonly added: NewJob[] = []
  readonly removed: string[] = []
  readonly #refusesAt: number
  readonly #breaksAt: number

  constructor({ refusesAt = -1, breaksAt = -1 } = {}) {
    this.#refusesAt = refusesAt
    this.#breaksAt = breaksAt
  }

  add(input: NewJob) {
    if (this.added.length === this.#refusesAt) return Promise.resolve(refuse('PATH_INVALID', {}))
    if (this.added.length === this.#breaksAt) return Promise.reject(new Error('database or disk is full'))
    const id = String(this.added.push(input))
    return Promise.resolve(jobWith({ id, title: input.title ?? '', episodesTotal: input.episodes?.length ?? 0 }))
  }

  async addComing(input: NewJob, { count, chunks }: ComingEpisodes) {
    const episodes: NewEpisode[] = []
    for await (const chunk of chunks) episodes.push(...chunk)
    expect(episodes).toHaveLength(count)
    return this.add({ ...input, episodes })
  }

  remove(jobId: string) {
    this.removed.push(jobId)
    return Promise.resolve({ done: true })
  }
}

/** An inspection of a folder of a web server, with a file in each of these folders below it. */
async function inspected(bench: DeskBench, folders: readonly string[]): Promise<string> {
  const listing = (names: readonly string[]) => names.map((name) => `<a href="${name}">${name}</a>`).join('\n')
  bench.answer = ({ url }) => {
    const { pathname, href } = new URL(url)
    const names = pathname === '/' ? folders.map((folder) => `${folder}/`) : ['1.pdf']
    const body = Buffer.from(`<title>Index of ${pathname}</title><pre>${listing(names)}</pre>`)
    return {
      kind: 'answered',
      status: 200,
      url: href,
      permanentUrl: href,
      headers: { 'content-type': 'text/html' },
      body,
      isCut: false,
    }
  }
  const { id } = bench.begin('http://me:secret@h/', { depth: 1, obeyRobots: false })
  await bench.ended(id)
  return id
}

const chosen = (inspectionId: string, more: object = {}) => fromInspectionSchema.parse({ inspectionId, ...more })

describe('jobs of an inspection', () => {
  it('take many episodes in chunks, in their order', async () => {
    const bench = new DeskBench()
    const list = new List()
    const { id } = bench.begin('http://h/[1-4500]')
    await bench.ended(id)
    await new SourceJobs(bench.desk, list).addChosen(chosen(id), { directory: '/d', startPaused: true })
    const [job] = list.added
    expect(job).toMatchObject({ title: 'h', directory: '/d', startPaused: true, source: { kind: 'urls', url: null } })
    expect(job?.episodes?.map(({ url }) => url)).toEqual(Array.from({ length: 4_500 }, (_, index) => `http://h/${index + 1}`))
  })

  it('say where they come from without the password of it', async () => {
    const bench = new DeskBench()
    const list = new List()
    await new SourceJobs(bench.desk, list).addChosen(chosen(await inspected(bench, ['a'])), {})
    expect(list.added[0]?.source).toEqual({ kind: 'page', url: 'http://h/' })
  })

  it('are one for each folder where that is wanted, called after it and below the folder of all', async () => {
    const bench = new DeskBench()
    const list = new List()
    const id = await inspected(bench, ['A', 'B'])
    const answer = await new SourceJobs(bench.desk, list).addChosen(chosen(id, { folders: 'jobs' }), {
      directory: 'all',
      title: 'Deeds',
    })
    expect(isRefusal(answer) ? answer : answer.jobs.map(({ title }) => title)).toEqual(['Deeds · A', 'Deeds · B'])
    expect(list.added).toMatchObject([{ directory: 'all/A' }, { directory: 'all/B' }])
  })

  it.each([{ refusesAt: 1 }, { breaksAt: 1 }])(
    'are all there or none: what was added before another is not (%j) is taken back',
    async (trouble) => {
      const bench = new DeskBench()
      const list = new List(trouble)
      const id = await inspected(bench, ['A', 'B'])
      const adding = new SourceJobs(bench.desk, list).addChosen(chosen(id, { folders: 'jobs' }), {})
      if ('refusesAt' in trouble) expect(await adding).toMatchObject({ refused: 'PATH_INVALID' })
      else await expect(adding).rejects.toThrow('disk is full')
      expect([list.added.length, list.removed]).toEqual([1, ['1']])
      // The same can be chosen once more.
      expect(bench.desk.get(id)?.found).toBe(2)
    },
  )

  it('of which the inspection goes in the midst are not made', async () => {
    const bench = new DeskBench()
    const list = new List()
    const { id } = bench.begin('http://h/[1-4500]')
    await bench.ended(id)
    const adding = new SourceJobs(bench.desk, {
      ...list,
      add: (input) => list.add(input),
      remove: (jobId) => list.remove(jobId),
      async addComing(input, { chunks, ...rest }) {
        const all = chunks[Symbol.asyncIterator]()
        await all.next()
        bench.desk.cancel(id)
        return list.addComing(input, { ...rest, chunks: { [Symbol.asyncIterator]: () => all } })
      },
    }).addChosen(chosen(id), {})
    expect(await adding).toMatchObject({ refused: 'NOT_FOUND' })
    expect(list.added).toEqual([])
  })

  it('are refused to what is not there any more', async () => {
    const bench = new DeskBench()
    const answer = await new SourceJobs(bench.desk, new List()).addChosen(chosen('gone'), {})
    expect(isRefusal(answer) && answer.refused).toBe('NOT_FOUND')
  })

  it('made of an input leave no inspection behind, whatever became of it', async () => {
    const bench = new DeskBench()
    const list = new List({ refusesAt: 1 })
    const jobs = new SourceJobs(bench.desk, list)
    await jobs.add({ input: 'http://h/[1-3]', title: 'First' })
    expect(await jobs.add({ input: 'http://h/[1-3]' })).toMatchObject({ refused: 'PATH_INVALID' })
    expect(await jobs.add({ input: 'nothing here' })).toMatchObject({
      refused: 'SOURCE_UNREADABLE',
      params: { reason: 'nothing' },
    })
    expect(list.added).toMatchObject([{ title: 'First', episodes: [{}, {}, {}] }])
    expect(bench.told.map(({ id }) => bench.desk.get(id))).toEqual(bench.told.map(() => null))
  })

  it('made of an input that nobody waits for any more are not made', async () => {
    const bench = new DeskBench()
    const list = new List()
    const abort = new AbortController()
    const adding = new SourceJobs(bench.desk, list).add({ input: 'http://h/never' }, abort.signal)
    abort.abort()
    expect(await adding).toMatchObject({ refused: 'CONFLICT', params: { state: 'cancelled' } })
    expect(list.added).toEqual([])
  })
})
