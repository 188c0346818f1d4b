import { describe, expect, it } from 'vitest'
import { type Ladder, type LadderBounds, type LadderFacts, newLadder } from '../../../../src-main/queue/scaling/ladder.ts'
import { stepped } from '../../../../src-main/queue/scaling/ladder-step.ts'

const lookMs = 250
const megabyte = 1_000_000
const bounds = { least: 1, most: 64 }

/** A ladder on a clock of its own, over a server whose speed is a function of the number. */
class Trial {
  nowMs = 0
  work = 0
  ladder: Ladder
  readonly numbers: number[] = []
  readonly #rateOf: (number: number, nowMs: number) => number

  constructor(rateOf: (number: number, nowMs: number) => number, found: number | null = null, most: LadderBounds = bounds) {
    this.#rateOf = rateOf
    this.ladder = newLadder(this.#facts({}), 4, found, most)
  }

  /** Looks on for so long; `more`: what else there is to see at each look. */
  run(seconds: number, more: (trial: Trial) => Partial<LadderFacts> = () => ({}), within: LadderBounds = bounds): this {
    for (const untilMs = this.nowMs + seconds * 1_000; this.nowMs < untilMs; ) {
      this.nowMs += lookMs
      this.work += (this.#rateOf(this.ladder.number, this.nowMs) * lookMs) / 1_000
      this.ladder = stepped(this.ladder, this.#facts(more(this)), within)
      this.numbers.push(this.ladder.number)
    }
    return this
  }

  #facts(more: Partial<LadderFacts>): LadderFacts {
    const { nowMs, work } = this
    const inUse = this.ladder?.number ?? 0
    const seen = { nowMs, work, totalWork: work, inUse, isWanted: true, isLimited: false, isShared: false }
    return { ...seen, answerMs: null, refusals: 0, breaks: 0, ...more }
  }
}

const upTo = (most: number) => (number: number) => megabyte * Math.min(number, most)
const refusedAbove = (most: number) => (trial: Trial) => ({
  refusals: trial.ladder.number > most ? 1 : 0,
  inUse: Math.min(trial.ladder.number, most + 1),
})

describe('from cold', () => {
  it('doubles while that brings speed', () => {
    const { numbers } = new Trial(upTo(64)).run(8)
    expect([...new Set(numbers)]).toEqual([4, 8, 16, 32, 64])
  })

  it('stops doubling where it brings nothing, and ends at the fewest that are as fast', () => {
    const trial = new Trial(upTo(20)).run(180)
    expect(Math.max(...trial.numbers)).toBe(64)
    expect(trial.ladder.number).toBeGreaterThanOrEqual(19)
    expect(trial.ladder.number).toBeLessThanOrEqual(24)
    expect(trial.ladder.phase).toBe('holding')
  })

  it('climbs by small steps where the best number lies between two doublings', () => {
    // From the 12th on each further one costs more than it brings.
    const trial = new Trial((number) => megabyte * (number <= 12 ? number : Math.max(2, 24 - number))).run(60)
    expect(trial.ladder.number).toBeGreaterThanOrEqual(11)
    expect(trial.ladder.number).toBeLessThanOrEqual(13)
  })

  it('stays near where it began while the number makes no difference', () => {
    const trial = new Trial(() => 5 * megabyte).run(120)
    expect(trial.ladder.number).toBe(4)
  })

  it('never leaves its bounds, and follows them at once when they change', () => {
    const trial = new Trial(upTo(64)).run(30, undefined, { least: 2, most: 10 })
    expect(Math.max(...trial.numbers)).toBe(10)
    trial.run(1, undefined, { least: 2, most: 5 })
    expect(trial.ladder.number).toBe(5)
    trial.run(1, undefined, { least: 7, most: 9 })
    expect(trial.ladder.number).toBe(7)
  })
})

describe('a server that refuses', () => {
  it('gets half at the first refusal', () => {
    const trial = new Trial(upTo(64)).run(3)
    const before = trial.ladder.number
    trial.run(0.25, () => ({ refusals: 1 }))
    expect(trial.ladder.number).toBe(before / 2)
    expect(trial.ladder.phase).toBe('recovering')
  })

  it('is given what it bears and no more, once that is found', () => {
    const trial = new Trial(upTo(64)).run(40, refusedAbove(11))
    expect(trial.ladder.number).toBe(11)
    expect(trial.ladder.ceiling).toBe(11)
  })

  it('is tried with more at most once a minute', () => {
    const trial = new Trial(upTo(64)).run(40, refusedAbove(11))
    trial.numbers.length = 0
    trial.run(600, refusedAbove(11))
    const tries = trial.numbers.filter((number, look) => number > 11 && (trial.numbers[look - 1] ?? 0) <= 11).length
    expect(tries).toBeGreaterThanOrEqual(2)
    expect(tries).toBeLessThanOrEqual(10)
  })

  it('is halved once for refusals that come together', () => {
    const trial = new Trial(upTo(64)).run(6)
    const before = trial.ladder.number
    trial.run(0.75, () => ({ refusals: 3 }))
    expect(trial.ladder.number).toBe(before / 2)
  })

  it('once at what it bore for long, as where two requests pass each other, is asked for as much again', () => {
    const trial = new Trial(upTo(64)).run(40, refusedAbove(11))
    trial.run(0.25, () => ({ refusals: 1 }))
    expect(trial.ladder.number).toBe(5)
    trial.run(3)
    expect(trial.ladder.number).toBe(11)
  })

  it('that minds how often it is asked, and not by how many, gets ever fewer', () => {
    // Whatever the number is, ten seconds after each rest it refuses again.
    const trial = new Trial(upTo(64)).run(10)
    trial.run(120, ({ nowMs, ladder }) => ({ refusals: ladder.phase !== 'recovering' && nowMs % 5_000 === 0 ? 1 : 0 }))
    expect(trial.ladder.number).toBeLessThanOrEqual(2)
  })

  it('may bear more another day: a ceiling that is gone is left behind', () => {
    const trial = new Trial(upTo(64)).run(40, refusedAbove(5)).run(240, refusedAbove(40))
    expect(trial.ladder.number).toBeGreaterThan(30)
  })
})

describe('what breaks or slows down under its load', () => {
  it('gets half where attempts break off, and not for one that does', () => {
    const trial = new Trial(upTo(64)).run(6)
    const before = trial.ladder.number
    trial.run(0.25, () => ({ breaks: 1 }))
    expect(trial.ladder.number).toBe(before)
    trial.run(0.25, () => ({ breaks: 8 }))
    expect(trial.ladder.number).toBe(before / 2)
  })

  it('gets half where answers take several times as long and less comes', () => {
    let load = 1
    const trial = new Trial((number) => (megabyte * Math.min(number, 8)) / load).run(50, () => ({ answerMs: 100 }))
    const before = trial.ladder.number
    load = 2
    trial.run(4, () => ({ answerMs: 2_000 }))
    expect(trial.ladder.number).toBe(Math.floor(before / 2))
  })

  it('keeps its number where answers take longer and as much comes', () => {
    const trial = new Trial(upTo(8)).run(50, () => ({ answerMs: 100 }))
    const before = trial.ladder.number
    trial.run(4, () => ({ answerMs: 2_000 }))
    expect(trial.ladder.number).toBe(before)
  })
})

describe('what is not the doing of the number', () => {
  it('makes it hold: a speed limit of the user', () => {
    const trial = new Trial(upTo(64)).run(4)
    const before = trial.ladder.number
    trial.run(60, () => ({ isLimited: true }))
    expect(trial.ladder.number).toBe(before)
  })

  it('makes it hold: too few episodes', () => {
    const trial = new Trial(upTo(64)).run(4)
    const before = trial.ladder.number
    trial.run(60, () => ({ isWanted: false, inUse: 1 }))
    expect(trial.ladder.number).toBe(before)
  })

  it('is no gain: speed that only came over from others', () => {
    // It takes from others what it wins: the total stays.
    const trial = new Trial(upTo(64)).run(60, ({ nowMs }) => ({ isShared: true, totalWork: 60_000 * nowMs }))
    expect(Math.max(...trial.numbers)).toBe(8)
  })

  it('is not measured while more runs than is to', () => {
    const trial = new Trial(upTo(64)).run(60, ({ ladder }) => ({ inUse: 3 * ladder.number }))
    expect(trial.ladder.number).toBe(4)
  })
})

describe('what an earlier run has found', () => {
  it('is begun with by half, and not gone beyond at once', () => {
    const trial = new Trial(upTo(64), 20)
    expect(trial.ladder.number).toBe(10)
    trial.run(50)
    expect(Math.max(...trial.numbers)).toBe(20)
  })

  it('is gone beyond after a minute where that brings speed', () => {
    const trial = new Trial(upTo(64), 20).run(120)
    expect(trial.ladder.number).toBeGreaterThan(50)
  })
})
