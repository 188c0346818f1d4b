import { beforeEach, describe, expect, it } from 'vitest'
import { CandidateList } from '../../../../src-main/sources/worker/candidate-list.ts'
import { Listing } from '../../../../src-main/sources/worker/listing.ts'
import { selectedIndexes, Take } from '../../../../src-main/sources/worker/taking.ts'
import { fromInspectionSchema } from '../../../../src-preload/contract/index.ts'

const noon = new Date(2026, 4, 1, 12).getTime()
let list: CandidateList

beforeEach(() => {
  list = new CandidateList()
  list.add({ url: 'http://h/x/1.mp3', title: 'One', directory: 'A', season: 2, number: 7, date: noon, key: 'guid-1' })
  list.add({ url: 'http://h/x/2', title: 'Two/2', directory: 'A/B', type: 'image/png', number: 4.5 })
  list.add({ url: 'http://h/x/3.mp3', mirrors: ['http://m/3.mp3'] })
  list.add({ url: 'http://h/x/main.m3u8', stream: { kind: 'hls', choices: ['high'] } })
})

const taken = (chosen: object, jobTitle: string | null = null) => {
  const { selection, ...taking } = fromInspectionSchema.parse({ inspectionId: '1', ...chosen })
  const indexes = selectedIndexes(list, new Listing(list), selection)
  if ('refused' in indexes) throw new Error('refused')
  const take = new Take(list, indexes, { kind: 'take', taking: { selection, ...taking }, jobTitle }, noon)
  return take.groups().map((group, index) => ({ ...group, list: take.episodes(index, 0, 100) }))
}
const names = (nameTemplate: string, jobTitle: string | null = null) =>
  taken({ nameTemplate, selection: { without: [3] } }, jobTitle)[0]?.list.map(({ fileName }) => fileName)

describe('what is taken', () => {
  it('is what fits, less single ones, or exactly the named ones in the order of their finding', () => {
    const urls = (selection: object) => taken({ selection }).flatMap((group) => group.list.map(({ url }) => url.slice(11)))
    expect(urls({ filter: { text: 'mp3' } })).toEqual(['1.mp3', '3.mp3'])
    expect(urls({ without: [0, 3] })).toEqual(['2', '3.mp3'])
    expect(urls({ filter: { text: 'nothing' }, only: [2, 0, 99, 2] })).toEqual(['1.mp3', '3.mp3'])
  })

  it('leaves kinds out that are not wanted, but for single ones of them that fit', () => {
    list.add({ url: 'http://h/x/a.html' })
    list.add({ url: 'http://h/x/b.html' })
    const urls = (selection: object) => taken({ selection }).flatMap((group) => group.list.map(({ url }) => url.slice(11)))
    expect(urls({ withoutKinds: ['page', 'image'] })).toEqual(['1.mp3', '3.mp3', 'main.m3u8'])
    expect(urls({ withoutKinds: ['page'], also: [5], without: [0] })).toEqual(['2', '3.mp3', 'main.m3u8', 'b.html'])
    expect(urls({ filter: { text: 'a.html' }, withoutKinds: ['page'], also: [5] })).toEqual([])
  })

  it('carries along what is known of it, and no more', () => {
    expect(taken({})[0]?.list).toEqual([
      { url: 'http://h/x/1.mp3', title: 'One', folder: 'A', sourceKey: 'guid-1' },
      { url: 'http://h/x/2', title: 'Two/2', folder: 'A/B' },
      { url: 'http://h/x/3.mp3', mirrors: ['http://m/3.mp3'] },
      { url: 'http://h/x/main.m3u8', stream: { kind: 'hls', choices: ['high'] } },
    ])
    expect(taken({ choices: ['low', 'de'] })[0]?.list[3]?.stream).toEqual({ kind: 'hls', choices: ['low', 'de'] })
  })

  it('keeps the folders, gives each a job, or forgets them', () => {
    const shape = (folders: string) =>
      taken({ folders }).map(({ directory, episodes, list: all }) => [
        directory,
        episodes,
        all.map(({ folder }) => folder ?? null),
      ])
    expect(shape('keep')).toEqual([[null, 4, ['A', 'A/B', null, null]]])
    expect(shape('flat')).toEqual([[null, 4, [null, null, null, null]]])
    expect(shape('jobs')).toEqual([
      ['A', 1, [null]],
      ['A/B', 1, [null]],
      [null, 2, [null, null]],
    ])
  })

  it('is called after what it comes from, or as nobody would call it differently', () => {
    expect(taken({}, 'A podcast')[0]?.title).toBe('A podcast')
    expect(taken({})[0]?.title).toBe('x')
  })

  it('comes in pieces, counted through', () => {
    const take = new Take(
      list,
      Uint32Array.of(0, 1, 2),
      { kind: 'take', taking: fromInspectionSchema.parse({ inspectionId: '1', nameTemplate: '{index}' }), jobTitle: null },
      noon,
    )
    expect(
      [take.episodes(0, 0, 2), take.episodes(0, 2, 2), take.episodes(0, 4, 2), take.episodes(9, 0, 2)].map((piece) =>
        piece.map(({ fileName }) => fileName),
      ),
    ).toEqual([['1', '2'], ['3'], [], []])
  })
})

describe('a name', () => {
  it('is made of what is known, numbers with zeros, and never leads elsewhere', () => {
    expect(names('S{season:02}E{episode:02} {title}.{ext}')).toEqual(['S02E07 One.mp3', 'SE04.5 Two_2.png', 'SE 3.mp3'])
    expect(names('{date} {host} {index:03} {name}.{ext}')).toEqual([
      '2026-05-01 h 001 1.mp3',
      '2026-05-01 h 002 2.png',
      '2026-05-01 h 003 3.mp3',
    ])
    expect(names('{job} {number}', '../Cast')).toEqual(['_Cast 7', '_Cast 4.5', '_Cast'])
  })

  it('is the file’s own where nothing is left of it', () => {
    expect(names('{season}')).toEqual(['2', '2', '3.mp3'])
  })
})

describe('a list of jobs', () => {
  const jobs = ['One', 'Two', 'Three'].map((title) => ({ title, priority: title.length }))

  beforeEach(() => {
    list = new CandidateList()
    list.add({ url: 'http://h/before' })
    for (const job of jobs) {
      list.beginJob(job)
      if (job.title === 'Two') continue
      list.add({ url: 'http://h/same', directory: 'A' })
      list.add({ url: `http://h/${job.title}` })
      list.add({ url: 'http://h/same#double' })
    }
  })

  it('has the same file in two jobs, and twice in none', () => {
    expect(Array.from({ length: list.length }, (_, index) => [list.url(index), list.jobOf(index)])).toEqual([
      ['http://h/before', -1],
      ['http://h/same', 0],
      ['http://h/One', 0],
      ['http://h/same', 2],
      ['http://h/Three', 2],
    ])
  })

  it('is taken as those jobs, each with its folders, or as one', () => {
    const shape = (chosen: object) =>
      taken(chosen).map(({ job, folders, list: all }) => [job, folders, all.map(({ folder }) => folder ?? null)])
    expect(shape({ folders: 'jobs' })).toEqual([
      [null, [], [null]],
      [jobs[0], ['A'], ['A', null]],
      [jobs[2], ['A'], ['A', null]],
    ])
    expect(shape({ folders: 'jobs', selection: { only: [4] } })).toEqual([[jobs[2], [], [null]]])
    expect(shape({})).toEqual([[null, ['A'], [null, 'A', null, 'A', null]]])
  })
})
