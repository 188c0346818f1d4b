import { expect, test } from 'vitest'
import type { StaffelEvent } from '../../../src-preload/contract/index.ts'
import { type TitleFacts, titleNews } from '../../../src-renderer/app/title-news.ts'
import { createI18n } from '../../../src-renderer/state/i18n.ts'
import { followRunning, nothingRuns, overallPercent } from '../../../src-renderer/state/overall-progress.ts'
import { nothingHeard, soundFor } from '../../../src-renderer/state/sound-choice.ts'
import { createFormat } from '../../../src-renderer/ui/format/index.ts'
import { jobWith } from '../../support/items.ts'
import { emptyStats } from '../../support/server/memory-router.ts'

const titleIn = (language: 'de' | 'en', facts: Partial<TitleFacts>) => {
  const { t } = createI18n(language)
  const all = { isOffline: false, isPaused: false, active: 0, percent: null, ...facts }
  return titleNews((key, values = {}) => t(key, values), createFormat(language), all).map((text) =>
    text.replaceAll('\u00a0', ' '),
  )
}
const stats = (episodes: Partial<(typeof emptyStats)['episodes']>, active = 0): StaffelEvent => ({
  type: 'stats',
  stats: { ...emptyStats, slots: { ...emptyStats.slots, active }, episodes: { ...emptyStats.episodes, ...episodes } },
})
const progress = (id: string, percent: number | null): StaffelEvent => ({
  type: 'progress',
  speed: 1,
  episodes: [],
  jobs: [{ id, bytesDone: 0, bytesTotal: null, progress: percent, speed: 1, etaSeconds: null, currentEpisode: null }],
})
const failed: StaffelEvent = {
  type: 'notice',
  notice: {
    id: 'n',
    level: 'error',
    code: 'EPISODE_FAILED',
    params: {},
    jobId: 'a',
    episodeId: 'b',
    at: '2026-01-01T00:00:00.000Z',
  },
}

test('the title says how far what runs is and how much that is, and nothing while nothing runs', () => {
  expect(titleIn('en', { active: 12, percent: 38 })).toEqual(['38% · 12 active'])
  expect(titleIn('de', { active: 12, percent: 38 })).toEqual(['38 % · 12 aktiv'])
  expect(titleIn('en', { active: 1 })).toEqual(['1 active'])
  expect(titleIn('en', { percent: 38 })).toEqual([])
})

test('a title that tells of a lost connection or a held queue tells of nothing else', () => {
  expect(titleIn('en', { isOffline: true, isPaused: true, active: 3 })).toHaveLength(1)
  expect(titleIn('en', { isOffline: true, active: 3 })).not.toEqual(titleIn('en', { isPaused: true, active: 3 }))
})

test('together the running jobs are as far as the mean of them, rounded down; what ends counts no more', () => {
  let running = followRunning(followRunning(nothingRuns, progress('a', 99.9)), progress('b', 100))
  expect(overallPercent(running)).toBe(99)
  expect(followRunning(running, progress('b', 100))).toBe(running)
  running = followRunning(running, { type: 'job', job: jobWith({ id: 'b', status: 'completed' }) })
  running = followRunning(running, progress('c', null))
  expect([...running.keys()]).toEqual(['a', 'c'])
  expect(overallPercent(followRunning(running, { type: 'removed', jobIds: ['a'], episodeIds: [] }))).toBeNull()
  expect(followRunning(running, stats({}, 0))).toBe(nothingRuns)
})

test('a sound is heard once everything is finished, and not for a list that is opened or emptied', () => {
  const sounds = (...events: readonly StaffelEvent[]) => {
    let heard = nothingHeard
    return events.map((event, at) => {
      const next = soundFor(heard, event, at)
      heard = next.heard
      return next.sound
    })
  }
  expect(sounds(stats({ completed: 3 }))).toEqual([null])
  expect(sounds(stats({ queued: 1, downloading: 1 }), stats({ downloading: 1, completed: 1 }), stats({ completed: 2 }))).toEqual([
    null,
    null,
    'finished',
  ])
  expect(sounds(stats({ queued: 2 }), stats({ paused: 2 }))).toEqual([null, null])
  expect(sounds(stats({ queued: 2 }), stats({}))).toEqual([null, null])
})

test('of many failures one is heard each ten seconds', () => {
  const first = soundFor(nothingHeard, failed, 0)
  const second = soundFor(first.heard, failed, 9_999)
  expect([first.sound, second.sound, soundFor(second.heard, failed, 10_000).sound]).toEqual(['failed', null, 'failed'])
})
