import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CommonMemory, limitWords } from '../../../src-main/transfer/common-memory.ts'
import { Bucket, Tap, Throttle } from '../../../src-main/transfer/worker/throttle.ts'

let memory: CommonMemory
let throttle: Throttle
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] })
  memory = new CommonMemory()
  throttle = throttleOf(0)
})
afterEach(() => {
  vi.useRealTimers()
})

const pieceBytes = 65_536

/** The throttle of one of several workers, which share one limit of the program. */
const throttleOf = (place: number) => new Throttle(new Bucket(memory.globalLimit, place))

/** A connection whose server always has a piece more; the first one reads at once. */
function connection(episode: Bucket, job: Bucket, at = throttle): { bytes: number; close(): void } {
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
  const tap: Tap = new Tap(at, [episode, job, new Bucket(), at.global], read)
  setTimeout(read, 0)
  return reader
}

function episodeWith(
  connections: number,
  options: { readonly rate?: number; readonly job?: Bucket; readonly at?: Throttle | undefined } = {},
) {
  const bucket = new Bucket()
  bucket.setRate(options.rate ?? 0, performance.now())
  const job = options.job ?? new Bucket()
  const all = Array.from({ length: connections }, () => connection(bucket, job, options.at))
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
      const tap = new Tap(throttle, [bucket, new Bucket(), new Bucket(), throttle.global], () => undefined)
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

describe('a limit that several workers share', () => {
  const rates = [20_000, 2_000_000, 100_000_000]
  const sum = (shares: readonly number[]) => shares.reduce((all, share) => all + share, 0)
  const bytesOf = (episodes: readonly { readonly bytes: number }[]) => episodes.map(({ bytes }) => bytes)

  test.each(rates)('is met, and fair between episodes whichever worker has them: %i', async (rate) => {
    const workers = [throttle, throttleOf(1), throttleOf(2)]
    for (const worker of workers) worker.global.setRate(rate, performance.now())
    const episodes = [0, 0, 0, 0, 0, 0, 1, 1, 2].map((worker, index) => {
      return episodeWith(1 + (index % 4), { at: workers[worker] })
    })
    await pass(10)
    expect(Math.abs(sum(bytesOf(episodes)) / (10 * rate) - 1)).toBeLessThan(0.05)
    expect(jain(bytesOf(episodes))).toBeGreaterThan(0.98)
    for (const episode of episodes) episode.close()
  })

  test('is used up by one of them where another wants less', async () => {
    const other = throttleOf(1)
    for (const worker of [throttle, other]) worker.global.setRate(1_000_000, performance.now())
    const slow = [episodeWith(1, { rate: 50_000, at: other }), episodeWith(1, { rate: 100_000, at: other })]
    const fast = [episodeWith(2), episodeWith(1)]
    await pass(10)
    expect(Math.abs(sum(bytesOf(slow)) / 1_500_000 - 1)).toBeLessThan(0.05)
    for (const { bytes } of fast) expect(Math.abs(bytes / 4_250_000 - 1)).toBeLessThan(0.05)
    for (const episode of [...slow, ...fast]) episode.close()
  })

  test('of a job is met beside the one of the program, with episodes of both in either worker', async () => {
    const workers = [throttle, throttleOf(1)]
    const inside = workers.map((at, place) => {
      at.global.setRate(1_000_000, performance.now())
      const job = new Bucket(memory.jobLimit(7), place)
      job.setRate(200_000, performance.now())
      return episodeWith(2, { job, at })
    })
    const outside = workers.map((at) => episodeWith(1, { at }))
    await pass(10)
    expect(Math.abs(sum(bytesOf(inside)) / 2_000_000 - 1)).toBeLessThan(0.05)
    expect(Math.abs(sum(bytesOf(outside)) / 8_000_000 - 1)).toBeLessThan(0.05)
    expect(jain(bytesOf(inside))).toBeGreaterThan(0.98)
    expect(jain(bytesOf(outside))).toBeGreaterThan(0.98)
    for (const episode of [...inside, ...outside]) episode.close()
  })

  test('goes to those who are left when the others end, and nobody waits long for one that hangs', async () => {
    const workers = [throttle, throttleOf(1), throttleOf(2)]
    for (const worker of workers) worker.global.setRate(900_000, performance.now())
    const [stays, ends, other] = [episodeWith(1), episodeWith(1, { at: workers[1] }), episodeWith(1, { at: workers[2] })]
    await pass(1)
    expect(jain(bytesOf([stays, ends, other]))).toBeGreaterThan(0.95)
    ends.close()
    // A fourth says that it waits, and never looks again.
    Atomics.store(memory.globalLimit, limitWords.waitsUntil + 3, BigInt(Math.round((performance.now() + 200) * 1_000_000)))
    Atomics.store(memory.globalLimit, limitWords.served + 3, 0n)
    const before = sum(bytesOf([stays, other]))
    await pass(0.2)
    expect(sum(bytesOf([stays, other])) - before).toBeLessThan(50_000)
    await pass(1.8)
    expect(Math.abs((sum(bytesOf([stays, other])) - before) / 1_800_000 - 1)).toBeLessThan(0.05)
    for (const episode of [stays, other]) episode.close()
  })

  test('is fair at once to one who had all of it before another came', async () => {
    const other = throttleOf(1)
    for (const worker of [throttle, other]) worker.global.setRate(1_000_000, performance.now())
    const earlier = episodeWith(1, { at: other })
    await pass(20)
    earlier.close()
    await pass(1)
    const episodes = [episodeWith(1)]
    await pass(1)
    episodes.push(episodeWith(1, { at: other }))
    const before = bytesOf(episodes)
    await pass(2)
    const [ofFirst = 0, ofSecond = 0] = bytesOf(episodes).map((bytes, index) => bytes - (before[index] ?? 0))
    expect(ofSecond / ofFirst).toBeGreaterThan(0.7)
    for (const episode of episodes) episode.close()
  })

  test('that is changed holds within a second, as soon as each has heard of it', async () => {
    const other = throttleOf(1)
    const workers = [throttle, other]
    for (const worker of workers) worker.global.setRate(100_000, performance.now())
    const episodes = workers.map((at) => episodeWith(2, { at }))
    await pass(3)
    for (const worker of workers) {
      worker.global.setRate(2_000_000, performance.now())
      worker.changed()
      await pass(0.01)
    }
    await pass(0.9)
    const before = sum(bytesOf(episodes))
    await pass(2)
    expect(Math.abs((sum(bytesOf(episodes)) - before) / 4_000_000 - 1)).toBeLessThan(0.05)
    for (const episode of episodes) episode.close()
  })
})
