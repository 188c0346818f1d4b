import { ORPCError } from '@orpc/server'
import { expect, it } from 'vitest'
import { hideSurprises } from '../../../src-main/api/hide-surprises.ts'

const lines: string[] = []
const log = { info: () => undefined, warn: () => undefined, error: (message: string) => lines.push(message) }
const answer = (error: unknown) =>
  hideSurprises(log)({
    path: ['jobs', 'add'],
    next: () => {
      throw error
    },
  }).then(
    () => null,
    (thrown: unknown) => (thrown instanceof ORPCError ? { code: thrown.code, status: thrown.status, data: thrown.data } : thrown),
  )

it('says that the disk is full, where that is what happened', async () => {
  for (const code of ['SQLITE_FULL', 'ENOSPC', 'EDQUOT']) {
    const error = Object.assign(new Error('database or disk is full'), { code })
    expect(await answer(error), code).toEqual({ code: 'DISK_FULL', status: 507, data: undefined })
  }
})

it('tells nothing of what it did not expect, but to the log', async () => {
  lines.length = 0
  expect(await answer(new Error('secret'))).toEqual({ code: 'INTERNAL', status: 500, data: undefined })
  expect(lines).toEqual(['A procedure failed unexpectedly'])
})

it('hands on what the contract knows', async () => {
  expect(await answer(new ORPCError('NOT_FOUND', { status: 404, data: { jobId: 'x' } }))).toMatchObject({
    code: 'NOT_FOUND',
    status: 404,
  })
})
