import type { Session } from '../../src-preload/contract/index.ts'
import type { Core } from './core.ts'
import { isByPosition } from './list-query.ts'
import { type MoveDirection, type MovePlace, stepPlace } from './move-job.ts'
import { isJobSelected, type Selection, selectedCount } from './selection.ts'
import { rowAt } from './window-cache.ts'

/** Within this time a moved row is seen at its new place. */
const rereadMs = 500

/** What is done with the order, the queues and the sessions of the selected jobs. */
export function createMoveActions({ view, commands, sessions }: Pick<Core, 'view' | 'commands' | 'sessions'>) {
  /** The selected jobs alone: episodes have no place of their own. */
  const jobSelection = (): Selection => ({ ...view.getState().selection, episodes: new Map() })
  let moving: Promise<void> = Promise.resolve()

  async function step(direction: MoveDirection): Promise<void> {
    const { active, query, rows: cache, selection } = view.getState()
    const jobs = jobSelection()
    if (selectedCount(jobs, view.getState().shownJobs) === 0) return
    if (direction === 'top' || direction === 'bottom') return commands.moveJobs(jobs, { to: direction })
    if (!isByPosition(query)) return commands.announce({ kind: 'unsorted' })
    if (active === null) return
    const isMoving = (jobId: string) => isJobSelected(selection, jobId)
    const edge = edgeOf(isMoving, direction, active.index)
    const place = stepPlace(cache, isMoving, direction, edge)
    if (place === null) return
    await commands.moveJobs(jobs, place)
    await nextRows()
  }

  /** Of the known rows the uppermost or the lowest that moves. */
  function edgeOf(isMoving: (jobId: string) => boolean, direction: 'up' | 'down', from: number): number {
    const refs = view.getState().rows
    const step = direction === 'up' ? -1 : 1
    let edge = from
    for (let index = from; index >= 0 && index < refs.total; index += step) {
      const ref = rowAt(refs, index)
      if (ref === null) break
      if (ref.kind === 'job' && isMoving(ref.id)) edge = index
    }
    return edge
  }

  /** Resolves once the list was read again, or does not change. */
  function nextRows(): Promise<void> {
    const before = view.getState().rows
    return new Promise((resolve) => {
      const done = () => {
        unsubscribe()
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(done, rereadMs)
      const unsubscribe = view.subscribe((state) => {
        if (state.rows !== before) done()
      })
    })
  }

  return {
    /** Moves the selected jobs together. Quick presses follow each other: each begins where the one before has led. */
    move(direction: MoveDirection): void {
      moving = moving.then(() => step(direction)).catch(() => undefined)
    },
    /** Puts the selected jobs at a place of the list. */
    moveTo(place: MovePlace): void {
      void commands.moveJobs(jobSelection(), place)
    },
    putInQueue(queueId: string): void {
      void commands.putInQueue(jobSelection(), queueId)
    },
    setPriority(priority: number): void {
      void commands.changeJobs(jobSelection(), { priority })
    },
    /** Null: they go on without one. */
    giveSession(session: Pick<Session, 'id' | 'name'> | null): void {
      void commands.giveSession(jobSelection(), session)
    },
    giveNewSession(): void {
      sessions.openNew(jobSelection())
    },
  }
}
