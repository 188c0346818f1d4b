import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Bucket, Tap, Throttle } from '../../../src-main/transfer/worker/throttle.ts'

let throttle: Throttle
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] })
  throttle = new Throttle()
})
afterEach(() => {
  vi.useRealTimers()
})

const pieceBytes = 65_536

/** A connection whose server always has a piece more; the first one reads at once. */
function connection(episode: Bucket, job: Bucket): { bytes: number; close(): void } {
  let rest = pieceBytes
  const reader = { bytes: 0, close: () => tap.close() }
  const read = () => {
    // Without a limit nothing would ever stop it: one piece a turn is enough then.
    for (let turn = 0; turn < 64; turn++) {
      const taken = tap.take(rest)
      reader.bytes += taken
      rest -= taken
      if (rest > 0) return
      rest = pieceBytes
    }
    setTimeout(read, 1)
  }
  const tap: Tap = new Tap(throttle, episode, job, read)
  setTimeout(read, 0)
  return reader
}

function episodeWith(connections: number, options: { readonly rate?: number; readonly job?: Bucket } = {}) {
  const bucket = new Bucket()
  bucket.setRate(options.rate ?? 0, performance.now())
  const job = options.job ?? new Bucket()
  const all = Array.from({ length: connections }, () => connection(bucket, job))
  return {
    bucket,
    get bytes() {
      return all.reduce((sum, one) => sum + one.bytes, 0)
    },
    close() {
      for (const one of all) one.close()
    },
  }
}

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000)
/** 1 where all are equal, 1/n where one has it all. */
const jain = (shares: readonly number[]) =>
  shares.reduce((sum, share) => sum + share, 0) ** 2 / (shares.length * shares.reduce((sum, share) => sum + share ** 2, 0))

describe('a speed limit', () => {
  test.each(
    [1, 4, 16].flatMap((connections) => [20_000, 500_000, 5_000_000, 200_000_000].map((rate) => [connections, rate] as const)),
  )(
    'is met within a twentieth over ten seconds, from the first one on: %i connections, %i bytes per second',
    async (connections, rate) => {
      const episode = episodeWith(connections, { rate })
      await pass(10)
      expect(Math.abs(episode.bytes / (10 * rate) - 1)).toBeLessThan(0.05)
      episode.close()
    },
  )

  test('is even: no second brings more than a tenth too much, even where a piece takes longer than that', async () => {
    const episode = episodeWith(4, { rate: 20_000 })
    await pass(1)
    for (let second = 0; second < 10; second++) {
      const before = episode.bytes
      await pass(1)
      expect(Math.abs((episode.bytes - before) / 20_000 - 1)).toBeLessThan(0.1)
    }
    episode.close()
  })

  test.each([
    [20_000, 2_000_000],
    [100_000_000, 20_000],
    [0, 50_000],
    [50_000, 0],
  ])('that is changed from %i to %i holds within a second', async (from, to) => {
    const episode = episodeWith(4, { rate: from })
    await pass(5)
    episode.bucket.setRate(to, performance.now())
    throttle.changed()
    await pass(1)
    const before = episode.bytes
    await pass(2)
    if (to === 0) expect(episode.bytes - before).toBeGreaterThan(20_000_000)
    else expect(Math.abs((episode.bytes - before) / (2 * to) - 1)).toBeLessThan(0.05)
    episode.close()
  })
})

describe('a limit that several share', () => {
  test.each([20_000, 2_000_000, 100_000_000])('is fair between episodes, however many connections each has: %i', async (rate) => {
    throttle.global.setRate(rate, performance.now())
    const episodes = [1, 2, 4, 16, 1, 8].map((connections) => episodeWith(connections))
    await pass(10)
    const shares = episodes.map(({ bytes }) => bytes)
    expect(jain(shares)).toBeGreaterThan(0.99)
    expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) / (10 * rate) - 1)).toBeLessThan(0.05)
    for (const episode of episodes) episode.close()
  })

  test('is used up by the others where one may have less than its share', async () => {
    throttle.global.setRate(1_000_000, performance.now())
    const slow = episodeWith(2, { rate: 50_000 })
    const others = [episodeWith(2), episodeWith(2)]
    await pass(10)
    expect(Math.abs(slow.bytes / 500_000 - 1)).toBeLessThan(0.05)
    for (const other of others) expect(Math.abs(other.bytes / 4_750_000 - 1)).toBeLessThan(0.05)
    for (const episode of [slow, ...others]) episode.close()
  })

  test('of a job holds beside the one of the program', async () => {
    throttle.global.setRate(1_000_000, performance.now())
    const job = new Bucket()
    job.setRate(200_000, performance.now())
    const inside = [episodeWith(1, { job }), episodeWith(4, { job })]
    const outside = episodeWith(1)
    await pass(10)
    expect(jain(inside.map(({ bytes }) => bytes))).toBeGreaterThan(0.99)
    expect(Math.abs(inside.reduce((sum, { bytes }) => sum + bytes, 0) / 2_000_000 - 1)).toBeLessThan(0.05)
    expect(Math.abs(outside.bytes / 8_000_000 - 1)).toBeLessThan(0.05)
    for (const episode of [...inside, outside]) episode.close()
  })

  test('gets back what a connection was granted and did not read', async () => {
    throttle.global.setRate(100_000, performance.now())
    const bucket = new Bucket()
    for (let number = 0; number < 50; number++) {
      const tap = new Tap(throttle, bucket, new Bucket(), () => undefined)
      tap.take(1)
      await pass(0.06)
      tap.close()
    }
    const episode = episodeWith(1)
    await pass(10)
    expect(Math.abs(episode.bytes / 1_000_000 - 1)).toBeLessThan(0.05)
    episode.close()
  })
})
