import type { Core } from '../../state/core.ts'
import { isByPosition } from '../../state/list-query.ts'
import { type DropPlace, dropPlace } from '../../state/move-job.ts'
import { selectedCount } from '../../state/selection.ts'
import { rowAt } from '../../state/window-cache.ts'

/** Pixels that a press may shake before it is a drag. */
const slack = 5
/** Pixels at the upper and the lower edge in which the list scrolls by itself. */
const edge = 40
/** Of the depth in the edge, scrolled in each frame. */
const scrollShare = 0.35

/** What is seen of a drag, in pixels of the window. */
export interface DragSight {
  readonly x: number
  readonly y: number
  /** Where the jobs would go; null where they would go nowhere. */
  readonly line: { readonly left: number; readonly top: number; readonly width: number } | null
  /** Over a list in another order, in which no place can be chosen. */
  readonly isRefused: boolean
}

interface Sizes {
  readonly grid: HTMLElement
  readonly rowHeight: number
  readonly headerHeight: number
}

interface Drag {
  readonly pointerId: number
  readonly startX: number
  readonly startY: number
  readonly index: number
  x: number
  y: number
  isMoving: boolean
  drop: DropPlace | null
}

/**
 * Follows the pointer from a press on a job's row: past the slack it drags what is selected, the list scrolls at its
 * edges, Escape ends it. Fingers scroll instead, and have the menu. Returns what ends the listening.
 */
export function followDrag(
  core: Core,
  { grid, rowHeight, headerHeight }: Sizes,
  show: (sight: DragSight | null) => void,
): () => void {
  const { view, live, rowActions, commands } = core
  let drag: Drag | null = null
  let frame = 0

  const openEpisodes = (jobId: string) =>
    view.getState().query.expanded.has(jobId) ? (live.getState().jobs.get(jobId)?.episodesTotal ?? 0) : 0

  function begin(current: Drag): void {
    rowActions.aim(current.index)
    const { selection, shownJobs } = view.getState()
    const count = selectedCount({ ...selection, episodes: new Map() }, shownJobs)
    current.isMoving = true
    grid.setPointerCapture(current.pointerId)
    document.documentElement.dataset.dragging = 'true'
    view.setState({ drag: { count, overQueueId: null } })
    look()
  }

  /** Looks where the pointer is, in each frame: the list may move below it. */
  function look(): void {
    if (drag === null) return
    const { x, y } = drag
    const bounds = grid.getBoundingClientRect()
    const queue = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-queue-id]')?.dataset.queueId ?? null
    const isOverList = queue === null && x >= bounds.left && x <= bounds.right && y >= bounds.top && y <= bounds.bottom
    const isRefused = isOverList && !isByPosition(view.getState().query)
    if (isOverList) scrollNear(bounds, y)
    const rows = (y - bounds.top + grid.scrollTop - headerHeight) / rowHeight
    drag.drop = isOverList && !isRefused ? dropPlace(view.getState().rows, rows, openEpisodes) : null
    const top = drag.drop === null ? 0 : bounds.top + headerHeight + drag.drop.lineIndex * rowHeight - grid.scrollTop
    const isInSight = top >= bounds.top + headerHeight - 1 && top <= bounds.bottom
    const line = drag.drop === null || !isInSight ? null : { left: bounds.left + 8, top, width: bounds.width - 16 }
    if (view.getState().drag?.overQueueId !== queue) {
      view.setState(({ drag: before }) => ({ drag: before === null ? null : { ...before, overQueueId: queue } }))
    }
    show({ x, y, line, isRefused })
    frame = requestAnimationFrame(look)
  }

  function scrollNear(bounds: DOMRect, y: number): void {
    const above = bounds.top + headerHeight + edge - y
    const below = y - (bounds.bottom - edge)
    if (above > 0) grid.scrollTop -= Math.ceil(above * scrollShare)
    else if (below > 0) grid.scrollTop += Math.ceil(below * scrollShare)
  }

  function end(isDropped: boolean): void {
    const ended = drag
    drag = null
    cancelAnimationFrame(frame)
    if (ended === null || !ended.isMoving) return
    const queueId = view.getState().drag?.overQueueId ?? null
    if (grid.hasPointerCapture(ended.pointerId)) grid.releasePointerCapture(ended.pointerId)
    delete document.documentElement.dataset.dragging
    view.setState({ drag: null })
    show(null)
    if (!isDropped) commands.announce({ kind: 'cancelled' })
    else if (queueId !== null) rowActions.putInQueue(queueId)
    else if (ended.drop !== null) rowActions.moveTo(ended.drop.place)
    else if (!isByPosition(view.getState().query)) commands.announce({ kind: 'unsorted' })
  }

  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch' || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (!(event.target instanceof Element) || event.target.closest('button, input') !== null) return
    const row = event.target.closest<HTMLElement>('[data-index]')
    const index = Number(row?.dataset.index ?? -1)
    const ref = rowAt(view.getState().rows, index)
    if (ref?.kind !== 'job') return
    drag = {
      pointerId: event.pointerId,
      startX: event.clientX,
      startY: event.clientY,
      index,
      x: event.clientX,
      y: event.clientY,
      isMoving: false,
      drop: null,
    }
  }
  const onMove = (event: PointerEvent) => {
    if (drag === null || event.pointerId !== drag.pointerId) return
    drag.x = event.clientX
    drag.y = event.clientY
    if (!drag.isMoving && Math.hypot(drag.x - drag.startX, drag.y - drag.startY) > slack) begin(drag)
  }
  const onUp = (event: PointerEvent) => {
    if (event.pointerId === drag?.pointerId) end(true)
  }
  const onCancel = () => end(false)
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || drag?.isMoving !== true) return
    event.preventDefault()
    event.stopPropagation()
    end(false)
  }

  grid.addEventListener('pointerdown', onDown)
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', onCancel)
  window.addEventListener('blur', onCancel)
  window.addEventListener('keydown', onKey, { capture: true })
  return () => {
    end(false)
    grid.removeEventListener('pointerdown', onDown)
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', onCancel)
    window.removeEventListener('blur', onCancel)
    window.removeEventListener('keydown', onKey, { capture: true })
  }
}
