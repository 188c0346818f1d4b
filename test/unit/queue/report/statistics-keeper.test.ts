import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../../../../src-main/queue/ports.ts'
import type { AttemptEnd } from '../../../../src-main/queue/report/attempt-end.ts'
import { localDay } from '../../../../src-main/queue/report/local-day.ts'
import { StatisticsKeeper } from '../../../../src-main/queue/report/statistics-keeper.ts'
import type { Afterwards } from '../../../../src-main/queue/report-inbox.ts'
import { withStore } from '../../store/with-store.ts'

const noon = new Date(2026, 10, 22, 12).getTime()
const dayMs = 86_400_000

/** A keeper over a real store, whose rounds are written or lost, and a clock that is moved by hand. */
function keeperOver(store: Store) {
  let now = noon
  const clock = { now: () => now, monotonic: () => now, schedule: () => () => undefined }
  const keeper = new StatisticsKeeper({ store, clock })
  return {
    keeper,
    pass: (ms: number) => {
      now += ms
    },
    round(ends: readonly AttemptEnd[], isLost = false) {
      const together: (() => void)[] = []
      const written: (() => void)[] = []
      const afterwards: Afterwards = {
        written: (act) => written.push(act),
        flushed: () => undefined,
        together: (act) => together.push(act),
      }
      for (const end of ends) keeper.count(end, afterwards)
      if (isLost) return
      for (const act of [...together, ...written]) act()
    },
  }
}

const kinds = ['files', 'failed', 'retries', 'stopped'] as const
const ends = fc.record({
  kind: fc.constantFrom(...kinds),
  host: fc.constantFrom('a.example', 'b.example', 'c.example:8080'),
  bytes: fc.nat(1_000_000),
  activeMs: fc.nat(60_000),
})
const days = fc.array(
  fc.record({
    rounds: fc.array(fc.record({ ends: fc.array(ends, { maxLength: 5 }), isLost: fc.boolean() }), { maxLength: 4 }),
    gap: fc.integer({ min: 1, max: 300 }),
  }),
  { maxLength: 5 },
)

test('figures by day, by host and of all time are the sums of what ended, whatever was lost, folded or read anew', () => {
  fc.assert(
    fc.property(days, (plan) => {
      withStore((store) => {
        const { keeper, pass, round } = keeperOver(store)
        const kept: (AttemptEnd & { readonly day: string })[] = []
        let now = noon
        for (const { rounds, gap } of plan) {
          for (const { ends: some, isLost } of rounds) {
            round(some, isLost)
            if (!isLost) kept.push(...some.map((end) => ({ ...end, day: localDay(now) })))
          }
          keeper.fold()
          pass(gap * dayMs)
          now += gap * dayMs
        }
        keeper.fold()
        const of = (some: readonly AttemptEnd[]) => ({
          files: some.filter(({ kind }) => kind === 'files').length,
          failed: some.filter(({ kind }) => kind === 'failed').length,
          retries: some.filter(({ kind }) => kind === 'retries').length,
          bytes: some.reduce((sum, { bytes }) => sum + bytes, 0),
          activeMs: some.reduce((sum, { activeMs }) => sum + activeMs, 0),
        })
        expect(keeper.totals).toMatchObject(of(kept))
        expect(
          new StatisticsKeeper({ store, clock: { now: () => now, monotonic: () => 0, schedule: () => () => undefined } }).totals,
        ).toEqual(keeper.totals)
        const byHost = keeper.statistics({ by: 'host' })
        for (const { key, ...figures } of byHost.items) expect(figures).toMatchObject(of(kept.filter(({ host }) => host === key)))
        expect(byHost.totals).toMatchObject(of(kept))
        const byDay = keeper.statistics({ by: 'day' })
        for (const { key, ...figures } of byDay.items) {
          const isFolded = key.length === 7
          const oldest = localDay(now - 400 * dayMs)
          const ofPeriod = kept.filter(({ day }) => (isFolded ? day.startsWith(key) && day < oldest : day === key))
          expect(figures).toMatchObject(of(ofPeriod))
        }
        expect(byDay.items.map(({ key }) => key)).toEqual(byDay.items.map(({ key }) => key).toSorted())
      })
    }),
    { numRuns: 30 },
  )
})

test('of a day that is over the two hundred largest hosts keep their names, and the rest is summed', () => {
  withStore((store) => {
    const { keeper, pass, round } = keeperOver(store)
    round(
      Array.from(
        { length: 250 },
        (_, index) => ({ kind: 'files', host: `${index}.example`, bytes: index, activeMs: 1 }) as const,
      ),
    )
    keeper.fold()
    expect(keeper.statistics({ by: 'host' }).items).toHaveLength(250)
    pass(dayMs)
    keeper.fold()
    const { items, totals } = keeper.statistics({ by: 'host' })
    expect(items).toHaveLength(201)
    expect(items[0]).toMatchObject({ key: '249.example', files: 1, bytes: 249 })
    expect(items.at(-1)).toMatchObject({ key: '', files: 50, bytes: (49 * 50) / 2 })
    expect(totals.files).toBe(250)
  })
})

test('a day with more hosts than are counted by name counts the others together', () => {
  withStore((store) => {
    const { keeper, round } = keeperOver(store)
    for (let from = 0; from < 1_200; from += 100) {
      round(
        Array.from(
          { length: 100 },
          (_, index) => ({ kind: 'files', host: `${from + index}.example`, bytes: 1, activeMs: 1 }) as const,
        ),
      )
    }
    const { items } = keeper.statistics({ by: 'host' })
    expect(items).toHaveLength(1_001)
    expect(items.at(-1)).toMatchObject({ key: '', files: 200 })
  })
})

test('mean speed and success rate are null before there is anything to tell', () => {
  withStore((store) => {
    const { keeper, round } = keeperOver(store)
    expect(keeper.totals).toMatchObject({ meanSpeed: null, successRate: null })
    round([
      { kind: 'files', host: 'a.example', bytes: 3_000, activeMs: 1_000 },
      { kind: 'failed', host: 'a.example', bytes: 0, activeMs: 500 },
    ])
    expect(keeper.totals).toMatchObject({ meanSpeed: 2_000, successRate: 0.5 })
  })
})
