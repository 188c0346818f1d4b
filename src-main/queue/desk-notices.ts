import type { Failure } from '../../src-preload/contract/index.ts'
import type { Attempt } from './attempts.ts'
import type { NewNotice } from './news.ts'
import type { JobRecord } from './ports.ts'

const of = ({ jobId, episodeId }: Attempt) => ({ jobId, episodeId })

export function mirrorNotice(attempt: Attempt, host: string, { code, params }: Failure): NewNotice {
  return {
    level: 'warning',
    code: code === 'CONTENT_CHANGED' ? 'MIRROR_DIFFERS' : 'MIRROR_DROPPED',
    params: { ...params, title: attempt.title, host, code },
    ...of(attempt),
  }
}

export function changedNotice(attempt: Attempt): NewNotice {
  return { level: 'info', code: 'CONTENT_CHANGED', params: { title: attempt.title }, ...of(attempt) }
}

export function failedNotice(attempt: Attempt, { code, params }: Failure): NewNotice {
  return {
    level: 'error',
    code: 'EPISODE_FAILED',
    params: { host: attempt.host, ...params, title: attempt.title, code },
    ...of(attempt),
  }
}

export function completedNotice({ id, title, episodesTotal }: JobRecord): NewNotice {
  return { level: 'info', code: 'JOB_COMPLETED', params: { title, episodes: episodesTotal }, jobId: id, episodeId: null }
}
