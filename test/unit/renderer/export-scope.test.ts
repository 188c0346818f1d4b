import { describe, expect, it } from 'vitest'
import { exportedJobs, exportScopes, firstScope } from '../../../src-renderer/state/export-scope.ts'
import { firstQuery } from '../../../src-renderer/state/list-query.ts'
import { everythingSelected, nothingSelected, selectOnly, toggleSelected } from '../../../src-renderer/state/selection.ts'

const job = (id: string) => ({ kind: 'job', id }) as const
const two = selectOnly([job('one'), job('two')])
const failed = { ...firstQuery, view: 'failed', search: ' zip ' } as const
const counts = { shownJobs: 5, allJobs: 9 }

describe('what can be exported', () => {
  it('is everything where nothing is selected and the whole list is shown', () => {
    expect([...exportScopes({ selection: nothingSelected, query: firstQuery, shownJobs: 9, allJobs: 9 })]).toEqual([['all', 9]])
  })

  it('is what is selected, what is shown, or everything, each with its number', () => {
    expect([...exportScopes({ selection: two, query: failed, ...counts })]).toEqual([
      ['selected', 2],
      ['shown', 5],
      ['all', 9],
    ])
  })

  it('leaves out what would be the same as another', () => {
    expect([...exportScopes({ selection: everythingSelected, query: failed, ...counts }).keys()]).toEqual(['shown', 'all'])
    const empty = exportScopes({ selection: nothingSelected, query: failed, shownJobs: 0, allJobs: 9 })
    expect([...empty.keys()]).toEqual(['all'])
  })

  it('counts no episodes: they are told with their jobs', () => {
    const selection = selectOnly([{ kind: 'episode', id: 'e', jobId: 'one', index: 0 }])
    expect(exportScopes({ selection, query: firstQuery, ...counts }).has('selected')).toBe(false)
  })

  it('begins with what was wanted, or with what comes closest to it', () => {
    const scopes = (query: Parameters<typeof exportScopes>[0]['query'], selection = nothingSelected) =>
      exportScopes({ selection, query, ...counts })
    expect(firstScope(scopes(failed, two), 'selected')).toBe('selected')
    expect(firstScope(scopes(failed, everythingSelected), 'selected')).toBe('shown')
    expect(firstScope(scopes(firstQuery), 'shown')).toBe('all')
  })
})

describe('which jobs the core is asked for', () => {
  it('are the selected ones by their ids, whatever is shown', () => {
    expect(exportedJobs('selected', { selection: two, query: failed })).toEqual({ jobIds: ['one', 'two'] })
  })

  it('are those that fit what is shown, in the order of the list', () => {
    expect(exportedJobs('shown', { selection: two, query: failed })).toEqual({ status: ['failed'], q: 'zip' })
    expect(exportedJobs('all', { selection: two, query: failed })).toEqual({})
  })

  it('are a quarter of a million without their ids, but for those that are left out', () => {
    const selection = toggleSelected(everythingSelected, job('not'))
    expect(exportedJobs('selected', { selection, query: failed })).toEqual({
      status: ['failed'],
      q: 'zip',
      exceptJobIds: ['not'],
    })
  })
})
