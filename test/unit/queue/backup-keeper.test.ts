import { expect, test } from 'vitest'
import { BackupKeeper } from '../../../src-main/queue/backup-keeper.ts'

const hourMs = 3_600_000
const minuteMs = 60_000

/** A keeper over a store whose last copy is `ageMs` old, and a clock that is moved by hand. */
function keeperWith(ageMs: number | null, fails = () => false) {
  let nowMs = 100 * hourMs
  let clockOffMs = 0
  let lastAt = ageMs === null ? null : nowMs - ageMs
  const made: number[] = []
  let due: { readonly atMs: number; readonly call: () => void } | null = null
  const keeper = new BackupKeeper({
    clock: {
      now: () => nowMs + clockOffMs,
      monotonic: () => nowMs,
      schedule: (delayMs, call) => {
        due = { atMs: nowMs + delayMs, call }
        return () => {
          due = null
        }
      },
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    store: {
      lastBackupAt: (now) => (lastAt === null || lastAt > now ? null : lastAt),
      backUp: async (now) => {
        if (fails()) throw new Error('database or disk is full')
        made.push(now)
        lastAt = now
      },
    },
  })
  keeper.start()
  /** Time goes on, and all that became due happens. */
  const pass = async (ms: number) => {
    const untilMs = nowMs + ms
    while (due !== null && due.atMs <= untilMs) {
      const { atMs, call } = due
      nowMs = atMs
      due = null
      call()
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
    nowMs = untilMs
  }
  const setClockBack = (ms: number) => {
    clockOffMs -= ms
  }
  return { keeper, made, pass, setClockBack }
}

test('a list without a copy gets one soon after the start, not at once', async () => {
  const { made, pass } = keeperWith(null)
  await pass(minuteMs - 1)
  expect(made).toEqual([])
  await pass(1)
  expect(made).toHaveLength(1)
})

test('a copy is made a day after the last one, and so on each day', async () => {
  const { made, pass } = keeperWith(20 * hourMs)
  await pass(4 * hourMs - 1)
  expect(made).toEqual([])
  await pass(1)
  expect(made).toHaveLength(1)
  await pass(72 * hourMs)
  expect(made).toHaveLength(4)
})

test('a copy that could not be made is tried again an hour later', async () => {
  let isFull = true
  const { made, pass } = keeperWith(null, () => isFull)
  await pass(minuteMs)
  isFull = false
  await pass(hourMs - 1)
  expect(made).toEqual([])
  await pass(1)
  expect(made).toHaveLength(1)
})

test('after the clock was set back by a year a copy is made all the same', async () => {
  const { made, pass, setClockBack } = keeperWith(hourMs)
  setClockBack(365 * 24 * hourMs)
  await pass(2 * hourMs)
  expect(made).toHaveLength(1)
})

test('closed, it makes no more copies', async () => {
  const { keeper, made, pass } = keeperWith(null)
  await keeper.close()
  await pass(48 * hourMs)
  expect(made).toEqual([])
})
