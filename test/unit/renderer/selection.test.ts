import { describe, expect, it } from 'vitest'
import { noItems, putItems } from '../../../src-renderer/state/live-items.ts'
import { removalFacts } from '../../../src-renderer/state/removal.ts'
import type { RowRef } from '../../../src-renderer/state/row-ref.ts'
import {
  everythingSelected,
  isSelected,
  looseEpisodes,
  nothingSelected,
  selectedCount,
  selectOnly,
  toggleSelected,
  withoutRemoved,
} from '../../../src-renderer/state/selection.ts'
import { episodeWith, jobWith } from '../../support/items.ts'

const job = (id: string): RowRef => ({ kind: 'job', id })
const episode = (id: string, jobId: string): RowRef => ({ kind: 'episode', id, jobId, index: 1 })

describe('the selection', () => {
  it('adds and takes out single rows', () => {
    const one = toggleSelected(nothingSelected, job('a'))
    expect(isSelected(one, job('a'))).toBe(true)
    expect(selectedCount(toggleSelected(one, job('a')), 5)).toBe(0)
  })

  it('of everything holds every job of the list without knowing it', () => {
    expect(isSelected(everythingSelected, job('never seen'))).toBe(true)
    expect(selectedCount(everythingSelected, 250_000)).toBe(250_000)
  })

  it('of everything but one leaves that one out', () => {
    const rest = toggleSelected(everythingSelected, job('a'))
    expect(isSelected(rest, job('a'))).toBe(false)
    expect(selectedCount(rest, 10)).toBe(9)
    expect(selectedCount(toggleSelected(rest, job('a')), 10)).toBe(10)
  })

  it('holds for the episodes of a selected job only once', () => {
    const selection = selectOnly([job('a'), episode('a1', 'a'), episode('b1', 'b')])
    expect(selectedCount(selection, 5)).toBe(3)
    expect(looseEpisodes(selection)).toEqual(['b1'])
  })

  it('forgets what was removed, episodes with their job', () => {
    const selection = selectOnly([job('a'), job('b'), episode('a1', 'a'), episode('c1', 'c'), episode('d1', 'd')])
    const rest = withoutRemoved(selection, { jobIds: ['a'], episodeIds: ['c1'] })
    expect(selectedCount(rest, 5)).toBe(2)
    expect(isSelected(rest, job('b'))).toBe(true)
    expect(isSelected(rest, episode('d1', 'd'))).toBe(true)
  })
})

describe('what a removal would touch', () => {
  const items = putItems(noItems, [
    { kind: 'job', job: jobWith({ id: 'fresh' }) },
    { kind: 'job', job: jobWith({ id: 'running', status: 'downloading', bytesDone: 5, title: 'Running' }) },
    { kind: 'job', job: jobWith({ id: 'done', status: 'completed', bytesDone: 9, episodesCompleted: 2 }) },
    { kind: 'episode', episode: episodeWith({ id: 'e1', jobId: 'running', status: 'paused', bytesDone: 3 }) },
    { kind: 'episode', episode: episodeWith({ id: 'e2', jobId: 'running', status: 'completed', bytesDone: 3 }) },
  ])

  it.each([
    ['a job without any byte', [job('fresh')], { losesBytes: false, hasFiles: false }],
    ['a job that is loading', [job('running')], { losesBytes: true, hasFiles: false }],
    ['a finished job', [job('done')], { losesBytes: false, hasFiles: true }],
    ['an unfinished episode', [episode('e1', 'running')], { losesBytes: true, hasFiles: false }],
    ['a finished episode', [episode('e2', 'running')], { losesBytes: false, hasFiles: true }],
    ['a job that is not loaded', [job('far away')], { losesBytes: true, hasFiles: true }],
  ])('is told of %s', (_, refs, expected) => {
    expect(removalFacts(selectOnly(refs), items, 10)).toMatchObject({ count: 1, ...expected })
  })

  it('names a single item and counts several', () => {
    expect(removalFacts(selectOnly([job('running')]), items, 10).title).toBe('Running')
    expect(removalFacts(selectOnly([job('running'), job('done')]), items, 10)).toMatchObject({ count: 2, title: null })
  })

  it('counts an episode of a selected job with its job', () => {
    expect(removalFacts(selectOnly([job('running'), episode('e1', 'running')]), items, 10).count).toBe(1)
  })

  it('expects both of a whole list', () => {
    expect(removalFacts(everythingSelected, items, 10)).toMatchObject({ count: 10, losesBytes: true, hasFiles: true })
  })
})
