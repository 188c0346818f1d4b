import { expect, test } from 'vitest'
import { noticeSchema } from '../../../src-preload/contract/index.ts'
import { noticeActions } from '../../../src-renderer/features/notices/notice-actions.ts'

test('what failed can be tried again and shown, alone or in its view', () => {
  expect(noticeActions({ code: 'EPISODE_FAILED', jobId: 'a' }, false)).toEqual(['retry', 'show'])
  expect(noticeActions({ code: 'EPISODE_FAILED', jobId: null }, false)).toEqual(['retry', 'showAll'])
})

test('the folder of what finished is opened where there is a shell to do it', () => {
  expect(noticeActions({ code: 'JOB_COMPLETED', jobId: 'a' }, true)).toEqual(['openFolder', 'show'])
  expect(noticeActions({ code: 'JOB_COMPLETED', jobId: 'a' }, false)).toEqual(['show'])
  expect(noticeActions({ code: 'JOB_COMPLETED', jobId: null }, true)).toEqual(['showAll'])
})

test('nothing is offered that leads nowhere', () => {
  for (const code of noticeSchema.shape.code.options)
    expect(noticeActions({ code, jobId: null }, false), code).not.toContain('show')
})
