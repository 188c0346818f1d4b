import { describe, expect, it } from 'vitest'
import type { DocumentAnswer } from '../../../src-main/queue/ports.ts'
import { inspectOptionsSchema } from '../../../src-preload/contract/index.ts'
import { DeskBench } from '../../support/sources/desk-bench.ts'
import { until } from '../../support/staffel.ts'

const minute = 60_000

function answered(headers: Readonly<Record<string, string>>, body: Uint8Array | null): DocumentAnswer {
  const url = 'http://h/x'
  return { kind: 'answered', status: 200, url, permanentUrl: url, headers, body, isCut: false }
}

describe('inspections', () => {
  it('are sixteen at most: the one that nobody asked for the longest makes room, and what runs never does', async () => {
    const bench = new DeskBench()
    const first = bench.begin('http://h/1')
    bench.answer = () => answered({ 'content-type': 'video/mp4' }, null)
    const ended = bench.begin('http://h/2', { kind: 'urls' })
    await bench.ended(ended.id)
    for (let count = 0; count < 14; count++) bench.begin(undefined)
    bench.begin(undefined)
    expect([bench.desk.get(ended.id), bench.desk.get(first.id)?.state]).toEqual([null, 'running'])
    expect(bench.desk.begin({ options: inspectOptionsSchema.parse({}) })).toEqual({
      refused: 'CONFLICT',
      params: { inspections: 16 },
    })
  })

  it('are forgotten sooner where they are heavy together: neither light ones nor one that is read out of', async () => {
    const bench = new DeskBench()
    const heavy = async (letter: string) => bench.ended(bench.begin(`http://h/${letter.repeat(900)}/[1-40000]`).id)
    const [small, first] = [await bench.ended(bench.begin('http://h/1\nhttp://h/2').id), await heavy('a')]
    const entry = bench.desk.find(first.id)
    if (entry === null) throw new Error('it is forgotten')
    await bench.desk.reading(entry, async () => {
      bench.clock.pass(1_000)
      const second = await heavy('b')
      expect([bench.desk.get(first.id)?.found, bench.desk.get(second.id)?.found]).toEqual([40_000, 40_000])
    })
    bench.clock.pass(1_000)
    const third = await heavy('c')
    expect([small, first, third].map(({ id }) => bench.desk.get(id)?.found)).toEqual([2, undefined, 40_000])
  })

  it('are forgotten half an hour after they were last asked for, and their fetches with them', async () => {
    const bench = new DeskBench()
    const [one, other] = [bench.begin('http://h/1'), bench.begin('http://h/2')]
    await until(
      async () => bench.asked.length,
      (count) => count === 2,
      5_000,
    )
    const third = bench.begin('http://h/3')
    await bench.pass(20 * minute, third)
    expect(bench.desk.get(one.id)?.state).toBe('running')
    await bench.pass(20 * minute, third)
    expect([bench.desk.get(one.id)?.state, bench.desk.get(other.id)]).toEqual(['running', null])
    expect(bench.told.findLast(({ id }) => id === other.id)?.state).toBe('cancelled')
  })

  it('name a session that there is, or none', () => {
    const bench = new DeskBench()
    const refusal = bench.desk.begin({ input: 'http://h/1', sessionId: 'nobody', options: inspectOptionsSchema.parse({}) })
    expect(refusal).toMatchObject({ refused: 'INVALID_INPUT', params: { issues: [{ path: 'sessionId', value: 'nobody' }] } })
  })

  it('tell which addresses are known, in batches and whatever their number', async () => {
    const bench = new DeskBench()
    bench.knownUrls = new Set(['http://h/1', 'http://h/700', 'http://h/2000'])
    const { id } = bench.begin('http://h/[1-2000]')
    expect(await bench.ended(id)).toMatchObject({ found: 2_000, known: 3 })
  })

  it('read a page by what its head, its marks or itself say of its letters', async () => {
    const bench = new DeskBench()
    const titleIn = async (contentType: string, body: Uint8Array) => {
      bench.answer = () => answered({ 'content-type': contentType }, body)
      return (await bench.ended(bench.begin('http://h/x').id)).title
    }
    const page = (start: string) => `<title>${start}</title><a href="/1">x</a>`
    expect([
      await titleIn('text/html', Buffer.from(page('Bücher'), 'utf8')),
      await titleIn('text/html', Buffer.from(page('Bücher'), 'latin1')),
      await titleIn('text/html; charset=iso-8859-2', Buffer.from(page('\u00b3'), 'latin1')),
      await titleIn('text/html', Buffer.from(`\ufeff${page('Bücher')}`, 'utf16le')),
      await titleIn('text/html', Buffer.from(`<meta charset="windows-1251">${page('\u00c1')}`, 'latin1')),
    ]).toEqual(['Bücher', 'Bücher', 'ł', 'Bücher', 'Б'])
  })
})

describe('the thread', () => {
  it('that dies is replaced by the next inspection; what ran has failed', async () => {
    const bench = new DeskBench('endless')
    const done = bench.begin('done')
    expect((await bench.ended(done.id)).found).toBe(7)
    const { error, state } = await bench.ended(bench.begin('dies').id)
    expect([state, error?.code]).toEqual(['failed', 'INTERNAL'])
    expect(bench.logged).toHaveLength(1)
    // What it had found is gone with it.
    expect(bench.desk.get(done.id)).toBeNull()
    expect((await bench.ended(bench.begin('done').id)).state).toBe('done')
  })

  it('that computes without end is replaced, and says so', async () => {
    const bench = new DeskBench('endless')
    const { id } = bench.begin('endless')
    await bench.heard(id, ({ found }) => found === 7)
    const question = bench.desk.candidates({ inspectionId: id, filter: {}, sort: 'index', order: 'asc', offset: 0, limit: 1 })
    bench.clock.pass(30_000)
    expect(await question).toMatchObject({ refused: 'NOT_FOUND' })
    expect(await bench.ended(id)).toMatchObject({
      state: 'failed',
      found: 0,
      error: { code: 'SOURCE_UNREADABLE', params: { reason: 'endless' } },
    })
    expect((await bench.ended(bench.begin('done').id)).state).toBe('done')
  })

  it('is gone a while after the last inspection was forgotten, and back for the next', async () => {
    const bench = new DeskBench()
    const { id } = bench.begin('http://h/[1-3]')
    await bench.ended(id)
    bench.desk.cancel(id)
    bench.clock.pass(2 * minute)
    expect(bench.clock.timers).toBe(0)
    expect((await bench.ended(bench.begin('http://h/[1-3]').id)).found).toBe(3)
  })
})
