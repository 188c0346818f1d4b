import { expect, test } from 'vitest'
import { jobPace, type PaceFacts } from '../../../../src-main/queue/details/job-pace.ts'

const now = Date.UTC(2026, 0, 1)
const facts: PaceFacts = { isRunning: true, measured: null, etaSeconds: null, filesLeft: 10, bytesLeft: null, now }
const at = (seconds: number) => new Date(now + seconds * 1_000).toISOString()

test('what stands still has no end in sight', () => {
  expect(jobPace({ ...facts, isRunning: false, measured: { meanSpeed: 5, filesPerHour: 60 }, bytesLeft: 10 })).toEqual({
    filesPerHour: 60,
    meanSpeed: 5,
    doneAt: null,
    by: null,
  })
})

test('the time left is the one that the list shows', () => {
  const pace = jobPace({ ...facts, measured: { meanSpeed: 100, filesPerHour: 0 }, etaSeconds: 30, bytesLeft: 6_000 })
  expect(pace).toMatchObject({ doneAt: at(30), by: 'bytes', filesPerHour: null })
})

test('where nothing comes this very moment the mean of the last hour has to do', () => {
  const pace = jobPace({ ...facts, measured: { meanSpeed: 100, filesPerHour: 0 }, bytesLeft: 6_000 })
  expect(pace).toMatchObject({ doneAt: at(60), by: 'bytes' })
})

test('files of unknown size are counted, where there are enough to count', () => {
  expect(jobPace({ ...facts, measured: { meanSpeed: 5, filesPerHour: 20 } })).toMatchObject({ doneAt: at(1_800), by: 'files' })
  expect(jobPace({ ...facts, measured: { meanSpeed: 5, filesPerHour: 2 } })).toMatchObject({ doneAt: null, by: null })
})
