import { expect, it } from 'vitest'
import { refuse } from '../../../src-main/queue/refusal.ts'
import { addJobAgain } from '../../../src-main/sources/job-again.ts'
import type { FoundJob } from '../../../src-main/sources/source.ts'
import type { NewJob } from '../../../src-preload/contract/index.ts'
import { jobWith } from '../../support/items.ts'

const found: FoundJob = { title: 'Series', directory: 'a/b', queueId: 'nights', sessionId: 's', proxy: 'p', priority: 3 }
const job = jobWith({ id: '1' })

/** A list in which none of these is known, and what it was asked for. */
function listWithout(...names: readonly (keyof NewJob)[]) {
  const asked: NewJob[] = []
  const add = (wanted: NewJob) => {
    asked.push({ ...wanted })
    const name = names.find((one) => wanted[one] !== undefined)
    return Promise.resolve(name === undefined ? job : refuse('INVALID_INPUT', { issues: [{ path: name, reason: 'option' }] }))
  }
  return { asked, add }
}

it('adds a job as its list tells it', async () => {
  const { asked, add } = listWithout()
  expect(await addJobAgain(found, { source: { kind: 'import', url: null } }, add)).toBe(job)
  expect(asked).toEqual([{ ...found, source: { kind: 'import', url: null } }])
})

it('leaves out the queue, the session and the proxy that are not there', async () => {
  const { asked, add } = listWithout('queueId', 'sessionId', 'proxy')
  expect(await addJobAgain(found, {}, add)).toBe(job)
  expect(asked.at(-1)).toEqual({ title: 'Series', directory: 'a/b', priority: 3 })
})

it('takes what the person says instead, and has it refused where it is not there', async () => {
  const { asked, add } = listWithout('queueId')
  const answer = await addJobAgain(found, { queueId: 'mine', directory: '/d', priority: 1, title: 'for all' }, add)
  expect(answer).toMatchObject({ refused: 'INVALID_INPUT' })
  expect(asked).toEqual([{ ...found, queueId: 'mine', directory: '/d/a/b', priority: 1 }])
})
