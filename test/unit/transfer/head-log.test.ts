import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { HeadLog } from '../../../src-main/transfer/worker/head-log.ts'
import type { Answer, Asked } from '../../../src-main/transfer/worker/http-client.ts'
import { Problem } from '../../../src-main/transfer/worker/problem.ts'
import type { Way } from '../../../src-main/transfer/worker/ways.ts'

const url = new URL('http://a.example/file')
const direct = { proxy: null } as Way
const askedBy = (attemptId: number) => ({ asker: { attemptId, sessionId: null } }) as Asked
const answer = {
  status: 206,
  headers: { etag: '"1"', 'x-long': 'y'.repeat(5_000) },
  body: Readable.from([]),
} as Partial<Answer> as Answer

test('the last exchanges of the last episodes are remembered, and what is long in them is cut', async () => {
  const log = new HeadLog((attemptId) => (attemptId === null ? undefined : `episode ${attemptId}`))
  for (let round = 0; round < 12; round += 1) {
    await log.noted(url, askedBy(1), direct, async (sent) => {
      sent({ range: `bytes=${round}-` })
      return answer
    })
  }
  const remembered = log.of('episode 1')
  expect(remembered.map(({ request }) => request.range)).toEqual([4, 5, 6, 7, 8, 9, 10, 11].map((round) => `bytes=${round}-`))
  expect(remembered[0]?.response['x-long']?.length).toBeLessThan(1_100)
  for (let attempt = 2; attempt < 300; attempt += 1) await log.noted(url, askedBy(attempt), direct, async () => answer)
  expect(log.of('episode 1')).toEqual([])
  expect(log.of('episode 299')).toHaveLength(1)
})

test('a request without an answer is remembered with what it met, and that goes on to whoever asked', async () => {
  const log = new HeadLog(() => 'episode')
  const failed = new Problem({ code: 'DNS', message: '', params: {} }, { transient: true })
  await expect(log.noted(url, askedBy(1), direct, () => Promise.reject(failed))).rejects.toBe(failed)
  expect(log.of('episode')).toMatchObject([{ status: null, failure: { code: 'DNS' } }])
})

test('nothing is remembered of what is no episode', async () => {
  const log = new HeadLog(() => undefined)
  expect(await log.noted(url, askedBy(7), direct, async () => answer)).toBe(answer)
  expect(log.of('episode')).toEqual([])
})
