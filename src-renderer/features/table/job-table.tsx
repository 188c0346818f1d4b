import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import { closeOne } from '../../state/close-one.ts'
import { tableId } from '../../state/table-focus.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { rowAt } from '../../state/window-cache.ts'
import { assertNever } from '../../ui/assert-never.ts'
import { ContextMenu } from '../../ui/menu.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { ColumnButton } from './column-button.tsx'
import { EmptyTable } from './empty-table.tsx'
import { tableKey } from './keys.ts'
import { MoveAnnouncer } from './move-announcer.tsx'
import { ProgressAnnouncer } from './progress-announcer.tsx'
import { RowDrag } from './row-drag.tsx'
import styles from './table.module.css'
import { TableHeader } from './table-header.tsx'
import { rowElementId, TableRow } from './table-row.tsx'
import { narrowColumns, ShownColumns, useColumns } from './use-columns.ts'
import { useRowMenu } from './use-row-menu.tsx'

/** Pixels; the stylesheet's `--row`. */
const headerHeight = 28
/** Pixels of a row: of one line, and of two where the window is as narrow as a phone; the stylesheet's `--row-height`. */
const rowHeights = { wide: 28, narrow: 52 } as const
const overscan = 10

/**
 * The list as a treegrid of which only the rows in sight exist. The keyboard's place is told with
 * `aria-activedescendant`: focus stays on the grid, however far the rows scroll away.
 */
export function JobTable() {
  const { rows: rowWindow, rowActions, view } = useCore()
  const t = useText()
  const { cache, active, isLoading } = useView((state) => ({
    cache: state.rows,
    active: state.active,
    isLoading: state.isLoading,
  }))
  const hasAnswered = useLive((state) => state.stats !== null)
  const scroller = useRef<HTMLDivElement>(null)
  const [menuPoint, setMenuPoint] = useState<{ readonly x: number; readonly y: number } | null>(null)
  const groups = useRowMenu()
  const [columnNews, setColumnNews] = useState('')
  const isNarrow = useMedia('(max-width: 560px)')
  const rowHeight = isNarrow ? rowHeights.narrow : rowHeights.wide
  const fitted = useColumns(scroller)
  const shown = isNarrow ? narrowColumns : fitted.names

  const virtualizer = useVirtualizer({
    count: cache.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    paddingStart: headerHeight,
    scrollPaddingStart: headerHeight,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: it measures anew because the height is another.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => rowWindow.show(first, last), [rowWindow, first, last])

  const activeIndex = active?.index ?? -1
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move of the keyboard scrolls, not a change of the list.
  useEffect(() => {
    if (activeIndex >= 0) virtualizer.scrollToIndex(activeIndex, { align: 'auto' })
  }, [activeIndex])

  const indexOf = (event: MouseEvent): number | null => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null
    return row === null ? null : Number(row.dataset.index)
  }

  const onClick = (event: MouseEvent) => {
    const index = indexOf(event)
    if (index === null) return
    scroller.current?.focus({ preventScroll: true })
    if (event.shiftKey) void rowActions.extendTo(index)
    else if (event.ctrlKey || event.metaKey) rowActions.toggle(index)
    else rowActions.goTo(index)
  }

  const activate = () => {
    const { active: current, query } = view.getState()
    if (current === null || current.ref === null) return
    if (current.ref.kind === 'job') rowActions.setOpen(current.ref.id, !query.expanded.has(current.ref.id))
    else view.setState({ isDetailsOpen: true })
  }

  const openMenuAtRow = () => {
    const place = document.querySelector('[data-active="true"]')?.getBoundingClientRect()
    if (place !== undefined) setMenuPoint({ x: place.left + 48, y: place.bottom - 4 })
  }

  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault()
    const index = indexOf(event)
    if (index === null) return
    scroller.current?.focus({ preventScroll: true })
    rowActions.aim(index)
    setMenuPoint({ x: event.clientX, y: event.clientY })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // Buttons in the header keep their own keys, and so does a name that is being changed.
    if (event.target !== event.currentTarget) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 2)
    const meaning = tableKey(event, { index: activeIndex, total: cache.total, page })
    if (meaning === null) return
    event.preventDefault()
    event.stopPropagation()
    switch (meaning.kind) {
      case 'move':
        if (meaning.selects === 'range') return void rowActions.extendTo(meaning.to)
        return meaning.selects === 'nothing' ? rowActions.stepTo(meaning.to) : rowActions.goTo(meaning.to)
      case 'select':
        return activeIndex < 0 ? undefined : rowActions.toggle(activeIndex)
      case 'selectTo':
        return activeIndex < 0 ? undefined : void rowActions.extendTo(activeIndex)
      case 'rename':
        return rowActions.rename()
      case 'remedy':
        return rowActions.helpActive()
      case 'open':
        return rowActions.open()
      case 'close':
        return rowActions.close()
      case 'activate':
        return activate()
      case 'toggle':
        return rowActions.togglePause()
      case 'selectAll':
        return rowActions.selectAll()
      case 'clear':
        if (!closeOne(view)) rowActions.clear()
        return
      case 'menu':
        return openMenuAtRow()
      case 'details':
        return view.setState(({ isDetailsOpen }) => ({ isDetailsOpen: !isDetailsOpen }))
      case 'verify':
        return rowActions.verify()
      case 'retryFailed':
        return rowActions.retryFailed()
      case 'shift':
        return rowActions.move(meaning.direction)
      case 'action':
        if (meaning.action === 'remove' || meaning.action === 'removeWithFiles') {
          return rowActions.remove(meaning.action === 'removeWithFiles')
        }
        return rowActions.run(meaning.action)
      default:
        return assertNever(meaning)
    }
  }

  const renamingId = useView((state) => state.renamingId)
  const isRenamingInSight = renamingId === null || (activeIndex >= first && activeIndex <= last)
  useEffect(() => {
    if (!isRenamingInSight) rowActions.endRename(null)
  }, [isRenamingInSight, rowActions])

  // The row of the keyboard exists even when it is scrolled away, so that the grid can point to it.
  const isActiveInSight = activeIndex >= first && activeIndex <= last
  const isEmpty = cache.total === 0 && !isLoading && hasAnswered

  return (
    <div className={styles.frame}>
      <ShownColumns value={shown}>
        <div
          ref={scroller}
          className={styles.grid}
          id={tableId}
          role="treegrid"
          tabIndex={0}
          aria-label={t('table:label')}
          aria-rowcount={cache.total + 1}
          aria-colcount={shown.length}
          aria-multiselectable
          aria-busy={isLoading}
          aria-activedescendant={active?.ref ? rowElementId(active.ref.id) : undefined}
          onClick={onClick}
          onDoubleClick={(event) => {
            if (indexOf(event) !== null) activate()
          }}
          onContextMenu={onContextMenu}
          onKeyDown={onKeyDown}
        >
          <TableHeader scroller={scroller} fitted={isNarrow ? { ...fitted, names: shown } : fitted} onNews={setColumnNews} />
          {/* biome-ignore lint/a11y/useSemanticElements: the rows are placed by hand, which table elements do not allow. */}
          <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
            {items.map((item) => (
              <TableRow key={item.key} index={item.index} top={item.start} rowRef={rowAt(cache, item.index)} />
            ))}
            {active !== null && active.ref !== null && !isActiveInSight && (
              <TableRow index={activeIndex} top={headerHeight + rowHeight * activeIndex} rowRef={active.ref} />
            )}
          </div>
        </div>
      </ShownColumns>
      {isEmpty && <EmptyTable />}
      {!isNarrow && <ColumnButton />}
      <div role="status" className="visually-hidden">
        {columnNews}
      </div>
      <RowDrag scroller={scroller} rowHeight={rowHeight} headerHeight={headerHeight} />
      <MoveAnnouncer />
      <ProgressAnnouncer />
      {menuPoint !== null && (
        <ContextMenu label={t('table:menu')} groups={groups} {...menuPoint} onClose={() => setMenuPoint(null)} />
      )}
    </div>
  )
}
