import type { NoticeGroup } from '../../../src-preload/contract/index.ts'

/** What can be done about a group of notices. */
export type NoticeAction = 'show' | 'showAll' | 'retry' | 'openFolder' | 'sessions' | 'subscriptions'

/** What a group offers, the nearest first. `isShell`: folders can be opened. */
export function noticeActions({ code, jobId }: Pick<NoticeGroup, 'code' | 'jobId'>, isShell: boolean): readonly NoticeAction[] {
  const show = jobId === null ? [] : (['show'] as const)
  switch (code) {
    case 'EPISODE_FAILED':
      return ['retry', jobId === null ? 'showAll' : 'show']
    case 'JOB_COMPLETED':
      return [...(isShell && jobId !== null ? (['openFolder'] as const) : []), jobId === null ? 'showAll' : 'show']
    case 'SESSION_ENDED':
    case 'SESSION_ROTATES':
    case 'SECRETS_LOST':
      return ['sessions']
    case 'FEED_ENDED':
      return ['subscriptions']
    default:
      return show
  }
}
