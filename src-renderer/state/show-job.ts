import type { SavedView } from '../../src-preload/contract/index.ts'
import type { Core } from './core.ts'
import { type ListQuery, listOfSaved, wholeList } from './list-query.ts'
import { showPage } from './show-page.ts'

type Showing = Pick<Core, 'view' | 'rows' | 'rowActions'>

/** Shows the list of some jobs, in their order and all of them closed, so that the one at a place is its row, and goes to it. */
export function showPlace({ view, rows, rowActions }: Showing, jobs: Partial<ListQuery>, place: number): void {
  showPage(view, 'list')
  rows.change({ ...wholeList, search: '', sort: 'position', order: 'asc', expanded: new Set(), ...jobs })
  rowActions.goTo(place)
}

/** Shows a list that was saved. */
export function showSaved({ view, rows }: Pick<Core, 'view' | 'rows'>, { query }: SavedView): void {
  showPage(view, 'list')
  rows.change({ ...listOfSaved(query), expanded: new Set() })
}

/** Shows a job among all others, and answers whether it is there: one that is in the list no more is said to be so. */
export async function showJob(core: Showing & Pick<Core, 'commands'>, jobId: string): Promise<boolean> {
  const job = await core.commands.findJob(jobId)
  if (job !== null) showPlace(core, {}, job.position - 1)
  return job !== null
}
