import { describe, expect, test } from 'vitest'
import type { Episode, EpisodeError } from '../../../src-preload/contract/index.ts'
import { jobRemedy, episodeRemedy as remedyOfEpisode } from '../../../src-renderer/state/remedy.ts'
import { episodeWith, jobWith } from '../../support/items.ts'

/** Of a job that has finished nothing. */
const episodeRemedy = (episode: Episode) => remedyOfEpisode(episode, { episodesCompleted: 0 })

const error = (code: EpisodeError['code']) => ({
  code,
  message: '',
  params: {},
  at: '2026-01-01T00:00:00.000Z',
})

describe('what helps', () => {
  test('an episode that runs, waits for its turn or is finished: nothing is needed', () => {
    for (const status of ['downloading', 'queued', 'completed', 'paused'] as const) {
      expect(episodeRemedy(episodeWith({ id: 'e', jobId: 'j', status }))).toBeNull()
    }
  })

  test('an episode that failed on the way: trying again', () => {
    expect(episodeRemedy(episodeWith({ id: 'e', jobId: 'j', status: 'failed', error: error('NETWORK') }))).toBe('retry')
  })

  test('an episode whose address no longer serves: another one', () => {
    expect(episodeRemedy(episodeWith({ id: 'e', jobId: 'j', status: 'failed', error: error('LINK_EXPIRED') }))).toBe('link')
    expect(episodeRemedy(episodeWith({ id: 'e', jobId: 'j', status: 'queued', waiting: { reason: 'link', until: null } }))).toBe(
      'link',
    )
  })

  test('an episode that waits or failed for a sign-in: that', () => {
    const facts = { id: 'e', jobId: 'j' }
    expect(episodeRemedy(episodeWith({ ...facts, status: 'failed', error: error('AUTH_REQUIRED') }))).toBe('signIn')
    expect(episodeRemedy(episodeWith({ ...facts, waiting: { reason: 'auth', until: null } }))).toBe('signIn')
  })

  test('a job that waits for a sign-in, or whose episodes failed without one: that', () => {
    expect(jobRemedy(jobWith({ id: 'j', waiting: { reason: 'auth', until: null } }))).toBe('signIn')
    expect(jobRemedy(jobWith({ id: 'j', status: 'failed', episodesFailed: 2, error: error('AUTH_REQUIRED') }))).toBe('signIn')
    expect(jobRemedy(jobWith({ id: 'j', status: 'completed', error: error('AUTH_REQUIRED') }))).toBeNull()
  })

  test('an episode whose proxy failed: the proxies; one whose server cannot be trusted: its certificate', () => {
    const failed = (code: 'PROXY' | 'TLS', params: EpisodeError['params']) =>
      episodeRemedy(episodeWith({ id: 'e', jobId: 'j', status: 'failed', error: { ...error('NETWORK'), code, params } }))
    expect(failed('PROXY', {})).toBe('proxy')
    const certificate = { fingerprint256: 'AB:CD', subject: 'CN=a' }
    expect(failed('TLS', { host: 'a.example', reason: 'CERT_HAS_EXPIRED', certificate })).toBe('certificate')
    // A handshake that broke off shows none.
    expect(failed('TLS', { host: 'a.example', reason: 'EPROTO' })).toBe('retry')
  })

  test('what failed or waits for its folder: another one, until something of the job is finished', () => {
    for (const code of ['DISK_FULL', 'PERMISSION', 'PATH_INVALID', 'FOLDER_MISSING'] as const) {
      const failed = episodeWith({ id: 'e', jobId: 'j', status: 'failed', error: error(code) })
      expect(episodeRemedy(failed)).toBe('folder')
      expect(remedyOfEpisode(failed, { episodesCompleted: 1 })).toBe('retry')
      expect(remedyOfEpisode(failed, undefined)).toBe('retry')
      const facts = { id: 'j', status: 'failed', episodesFailed: 1, error: error(code) } as const
      expect(jobRemedy(jobWith(facts))).toBe('folder')
      expect(jobRemedy(jobWith({ ...facts, episodesCompleted: 1 }))).toBe('retry')
    }
    const waiting = { reason: 'disk', until: null } as const
    expect(episodeRemedy(episodeWith({ id: 'e', jobId: 'j', waiting }))).toBe('folder')
    expect(jobRemedy(jobWith({ id: 'j', waiting }))).toBe('folder')
    expect(jobRemedy(jobWith({ id: 'j', waiting, episodesCompleted: 1 }))).toBeNull()
  })

  test('a job of one episode that needs another link: that', () => {
    const single = { id: 'j', episodesTotal: 1 } as const
    expect(jobRemedy(jobWith({ ...single, waiting: { reason: 'link', until: null } }))).toBe('link')
    const failed = { ...single, status: 'failed', episodesFailed: 1 } as const
    expect(jobRemedy(jobWith({ ...failed, error: error('LINK_EXPIRED') }))).toBe('link')
    expect(jobRemedy(jobWith({ ...failed, error: error('PROXY') }))).toBe('retry')
    expect(jobRemedy(jobWith({ ...failed, error: error('NETWORK') }))).toBe('retry')
    expect(jobRemedy(jobWith({ ...failed, episodesTotal: 2, error: error('LINK_EXPIRED') }))).toBe('retry')
  })

  test('a job with failed episodes, also while others run: trying those again', () => {
    expect(jobRemedy(jobWith({ id: 'j', status: 'downloading', episodesFailed: 1 }))).toBe('retry')
    expect(jobRemedy(jobWith({ id: 'j', status: 'downloading' }))).toBeNull()
  })
})
