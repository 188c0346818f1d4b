import { describe, expect, it } from 'vitest'
import type { StaffelEvent } from '../../../src-preload/contract/index.ts'
import { changesList } from '../../../src-renderer/state/list-change.ts'
import { firstQuery } from '../../../src-renderer/state/list-query.ts'
import { applyEvent, noItems, putItems, retainItems } from '../../../src-renderer/state/live-items.ts'
import { episodeWith, jobWith } from '../../support/items.ts'

const shown = putItems(noItems, [
  { kind: 'job', job: jobWith({ id: 'a' }) },
  { kind: 'job', job: jobWith({ id: 'b', position: 2 }) },
  { kind: 'episode', episode: episodeWith({ id: 'a1', jobId: 'a' }) },
])

const progress: StaffelEvent = {
  type: 'progress',
  speed: 700,
  jobs: [{ id: 'a', bytesDone: 50, bytesTotal: 100, progress: 41.7, speed: 700, etaSeconds: 3, currentEpisode: null }],
  episodes: [
    {
      id: 'a1',
      jobId: 'a',
      bytesDone: 50,
      bytesTotal: 60,
      progress: 83.4,
      speed: 700,
      etaSeconds: 1,
      connections: 4,
      segments: [{ start: 0, end: 59, done: 50, active: true }],
    },
    {
      id: 'elsewhere',
      jobId: 'x',
      bytesDone: 1,
      bytesTotal: null,
      progress: null,
      speed: 1,
      etaSeconds: null,
      connections: 1,
      segments: [],
    },
  ],
}

describe('live items', () => {
  it('take over the numbers of a progress frame exactly as they were told', () => {
    const after = applyEvent(shown, progress)
    expect(after.jobs.get('a')).toMatchObject({ progress: 41.7, bytesDone: 50, bytesTotal: 100, speed: 700, etaSeconds: 3 })
    expect(after.episodes.get('a1')).toMatchObject({ progress: 83.4, connections: 4 })
  })

  it('keep what progress does not speak of, and the very objects of untouched rows', () => {
    const after = applyEvent(shown, progress)
    expect(after.jobs.get('a')?.title).toBe('Job a')
    expect(after.jobs.get('b')).toBe(shown.jobs.get('b'))
  })

  it('never learn of items that are not shown', () => {
    const after = applyEvent(shown, progress)
    expect(after.episodes.has('elsewhere')).toBe(false)
    expect(applyEvent(after, { type: 'job', job: jobWith({ id: 'unknown' }) })).toBe(after)
  })

  it('replace an item whose state changed, and forget a removed one', () => {
    const changed = applyEvent(shown, { type: 'episode', episode: episodeWith({ id: 'a1', jobId: 'a', status: 'completed' }) })
    expect(changed.episodes.get('a1')?.status).toBe('completed')
    const removed = applyEvent(changed, { type: 'removed', jobIds: ['b'], episodeIds: ['a1'] })
    expect([...removed.jobs.keys()]).toEqual(['a'])
    expect(removed.episodes.size).toBe(0)
  })

  it('keep only what the window still shows', () => {
    const kept = retainItems(shown, new Set(['b']))
    expect([...kept.jobs.keys()]).toEqual(['b'])
    expect(kept.episodes.size).toBe(0)
  })
})

describe('whether an event changes which rows are shown', () => {
  const of = (event: StaffelEvent, query = firstQuery) => changesList(event, shown, query)
  const job = (facts: Partial<ReturnType<typeof jobWith>>): StaffelEvent => ({ type: 'job', job: jobWith({ id: 'a', ...facts }) })

  it('progress never does', () => {
    expect(of(progress, { ...firstQuery, sort: 'progress' })).toBe(false)
  })

  it('a removal and an unknown job always do', () => {
    expect(of({ type: 'removed', jobIds: [], episodeIds: ['z'] })).toBe(true)
    expect(of({ type: 'job', job: jobWith({ id: 'new' }) })).toBe(true)
  })

  it('a new state does where only some states are shown, or where the order may follow it', () => {
    expect(of(job({ status: 'downloading' }))).toBe(false)
    expect(of(job({ status: 'downloading' }), { ...firstQuery, view: 'active' })).toBe(true)
    expect(of(job({ status: 'downloading' }), { ...firstQuery, sort: 'speed' })).toBe(true)
  })

  it('a change of the queues does, since what is shown may wait for them, and a job that leaves the shown queue', () => {
    expect(of({ type: 'queues', queues: [] })).toBe(true)
    expect(of(job({ queueId: 'night' }))).toBe(false)
    expect(of(job({ queueId: 'night' }), { ...firstQuery, queueId: 'default' })).toBe(true)
  })

  it('a job that leaves the shown folder does', () => {
    expect(of(job({ directory: '/elsewhere' }))).toBe(false)
    expect(of(job({ directory: '/elsewhere' }), { ...firstQuery, directory: '/downloads' })).toBe(true)
  })

  it('a job that is open does, since its event stands for its episodes', () => {
    expect(of(job({}), { ...firstQuery, expanded: new Set(['a']) })).toBe(true)
  })

  it('a new place or title does', () => {
    expect(of(job({ position: 9 }))).toBe(true)
    expect(of(job({ title: 'Renamed' }))).toBe(true)
  })
})
