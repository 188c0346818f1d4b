import { refusedCertificate } from './certificate.ts'
import type { Core } from './core.ts'
import { allows } from './item-actions.ts'
import { putItems } from './live-items.ts'
import { createMoveActions } from './move-actions.ts'
import { episodeRemedy, jobRemedy, type Remedy } from './remedy.ts'
import { removalFacts } from './removal.ts'
import { failuresOfView } from './report-commands.ts'
import { type RowRef, refOf } from './row-ref.ts'
import {
  everythingSelected,
  isSelected,
  nothingSelected,
  type Selection,
  selectedCount,
  selectOnly,
  toggleSelected,
} from './selection.ts'
import { indexOfRow, parentIndex, rowAt } from './window-cache.ts'

/** Rows a range selected with shift may hold; a request reads 1,000 of them. */
const longestRange = 20_000

/** What the table, the toolbar and the menus do with rows. */
export type RowActions = ReturnType<typeof createRowActions>

export function createRowActions({
  view,
  live,
  rows,
  commands,
  report,
  sessions,
}: Pick<Core, 'view' | 'live' | 'rows' | 'commands' | 'report' | 'sessions'>) {
  const hasSelection = () => selectedCount(view.getState().selection, view.getState().shownJobs) > 0
  const itemOf = (ref: RowRef) => (ref.kind === 'job' ? live.getState().jobs.get(ref.id) : live.getState().episodes.get(ref.id))

  const actions = {
    /** Goes to a row, and selects it alone. One that was never on the screen is read first; the keyboard moves at once. */
    goTo(index: number): void {
      const ref = rowAt(view.getState().rows, index)
      view.setState({ active: { ref, index }, anchor: index, selection: ref === null ? nothingSelected : selectOnly([ref]) })
      if (ref === null) void actions.extendTo(index)
    },
    /** Goes to a row and leaves the selection as it is. */
    stepTo(index: number): void {
      view.setState(({ rows: cache }) => ({ active: { ref: rowAt(cache, index), index } }))
    },
    /** Adds a row to the selection or takes it out. */
    toggle(index: number): void {
      const ref = rowAt(view.getState().rows, index)
      if (ref === null) return
      view.setState(({ selection }) => ({
        active: { ref, index },
        anchor: index,
        selection: toggleSelected(selection, ref),
      }))
    },
    /** Selects everything between the anchor and a row. Rows that were never on the screen are read for it. */
    async extendTo(index: number): Promise<void> {
      const { anchor, query } = view.getState()
      view.setState(({ rows: cache }) => ({ active: { ref: rowAt(cache, index), index } }))
      try {
        const refs = await rows.refsBetween(Math.min(anchor, index), Math.max(anchor, index), longestRange)
        const now = view.getState()
        if (now.query !== query || now.anchor !== anchor || now.active?.index !== index) return
        const ref = (index < anchor ? refs[0] : refs.at(-1)) ?? null
        view.setState({ active: { ref, index }, selection: selectOnly(refs) })
      } catch {
        // Without a connection the selection stays as it was; the banner says why.
      }
    },
    selectAll: () => view.setState({ selection: everythingSelected }),
    clear: () => view.setState({ selection: nothingSelected }),

    /** Makes sure that a row which a menu was opened on is part of the selection. */
    aim(index: number): void {
      const { rows: cache, selection } = view.getState()
      const ref = rowAt(cache, index)
      if (ref !== null && !isSelected(selection, ref)) actions.goTo(index)
    },

    setOpen(jobId: string, isOpen: boolean): void {
      const { expanded } = view.getState().query
      if (expanded.has(jobId) === isOpen) return
      const next = new Set(expanded)
      if (isOpen) next.add(jobId)
      else next.delete(jobId)
      rows.change({ expanded: next })
    },
    /** Right: opens a job, or goes to its first episode. */
    open(): void {
      const { active, query } = view.getState()
      if (active?.ref?.kind !== 'job') return
      if (query.expanded.has(active.ref.id)) actions.goTo(active.index + 1)
      else actions.setOpen(active.ref.id, true)
    },
    /** Left: closes a job, or goes from an episode to its job. */
    close(): void {
      const { active, rows: cache } = view.getState()
      if (active === null || active.ref === null) return
      if (active.ref.kind === 'job') return actions.setOpen(active.ref.id, false)
      const parent = parentIndex(cache, active.index)
      if (parent !== null) actions.goTo(parent)
    },

    /** Runs an action on the selection. */
    run(action: 'pause' | 'resume' | 'retry'): void {
      if (hasSelection()) void commands.run(action, view.getState().selection)
    },
    /** Queues all failed episodes of the shown list again. */
    retryFailed(): void {
      void report.retryFailures(failuresOfView(view.getState().query))
    },
    /** Compares the finished files of the selection with the disk. */
    verify(): void {
      if (hasSelection()) void commands.verifySelection(view.getState().selection)
    },
    /** What the button in a row does: tries its item again, or leads to what stands in its way. */
    remedy(ref: RowRef, remedy: Remedy): void {
      const refused = refusedCertificate(itemOf(ref)?.error ?? null)
      if (remedy === 'signIn') void sessions.seek(ref.kind === 'job' ? ref.id : ref.jobId, ref.kind === 'job' ? null : ref.id)
      else if (remedy === 'folder') actions.changeFolder(ref.kind === 'job' ? ref.id : ref.jobId)
      else if (remedy === 'link') void actions.askForLink(ref)
      else if (remedy === 'proxy') view.setState({ dialog: { kind: 'settings', setting: 'proxy.use' } })
      else if (remedy === 'certificate' && refused !== null)
        view.setState({ dialog: { kind: 'certificate', refused, item: ref } })
      else void commands.run('retry', selectOnly([ref]))
    },
    /** Asks for another address in an episode's details; of a job, which has one then, it is that. */
    async askForLink(ref: RowRef): Promise<void> {
      if (ref.kind === 'episode') return view.setState({ isDetailsOpen: true, linkWantedFor: ref.id })
      const episode = await commands.firstEpisodeOf(ref.id)
      if (episode === null) return
      live.setState((state) => putItems(state, [{ kind: 'episode', episode }]))
      actions.setOpen(ref.id, true)
      const row = refOf({ kind: 'episode', episode })
      const index = (indexOfRow(view.getState().rows, ref.id) ?? 0) + 1
      view.setState({ active: { ref: row, index }, anchor: index, selection: selectOnly([row]) })
      view.setState({ isDetailsOpen: true, linkWantedFor: episode.id })
    },
    /** What helps the row that the keyboard stands on; null where nothing needs help. */
    remedyOf(ref: RowRef | null): Remedy | null {
      const { jobs, episodes } = live.getState()
      const job = ref?.kind === 'job' ? jobs.get(ref.id) : undefined
      const episode = ref?.kind === 'episode' ? episodes.get(ref.id) : undefined
      if (episode !== undefined) return episodeRemedy(episode, jobs.get(episode.jobId))
      return job === undefined ? null : jobRemedy(job)
    },
    changeFolder: (jobId: string) => view.setState({ dialog: { kind: 'folder', jobId } }),
    /** Does what helps the row that the keyboard stands on. */
    helpActive(): void {
      const ref = view.getState().active?.ref ?? null
      const remedy = actions.remedyOf(ref)
      if (ref !== null && remedy !== null) actions.remedy(ref, remedy)
    },
    /** Makes the title of the job that the keyboard stands on a field. Files keep the names they were saved under. */
    rename(): void {
      const ref = view.getState().active?.ref
      if (ref?.kind === 'job') view.setState({ renamingId: ref.id })
    },
    /** The field closes; null: and nothing comes of it. */
    endRename(renamed: { readonly jobId: string; readonly title: string } | null): void {
      if (view.getState().renamingId === null) return
      view.setState({ renamingId: null })
      if (renamed !== null) void commands.updateJob(renamed.jobId, { title: renamed.title })
    },
    /** Space: pauses what runs, resumes what is paused; the row the keyboard stands on decides. */
    togglePause(): void {
      const { active } = view.getState()
      const item = active?.ref ? itemOf(active.ref) : undefined
      if (item !== undefined) actions.run(allows(item, 'pause') ? 'pause' : 'resume')
    },
    /** Removes the selection, which can be undone; asks first where finished files would be deleted. */
    remove(deleteFiles: boolean): void {
      const { selection, shownJobs } = view.getState()
      if (!hasSelection()) return
      const facts = removalFacts(selection, live.getState(), shownJobs)
      if (deleteFiles && facts.hasFiles) view.setState({ dialog: { kind: 'remove', facts, deleteFiles } })
      else void commands.run('remove', selection)
    },
    ...createMoveActions({ view, commands, sessions }),
    /** Whether an action may change something about the selection; what is not loaded may always be changed. */
    mayRun(selection: Selection, action: 'pause' | 'resume' | 'retry' | 'verify'): boolean {
      const { jobs, episodes } = live.getState()
      if (selection.jobs.mode === 'all') return true
      const items = [...selection.jobs.ids].map((id) => jobs.get(id))
      const parts = [...selection.episodes.keys()].map((id) => episodes.get(id))
      return [...items, ...parts].some((item) => item === undefined || allows(item, action))
    },
  }
  return actions
}
