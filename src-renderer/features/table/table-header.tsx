import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { type ColumnName, columnFacts, type FittedColumns } from '../../state/columns.ts'
import { layoutOf } from '../../state/kept-layouts.ts'
import { nextSort } from '../../state/list-query.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { assertNever } from '../../ui/assert-never.ts'
import { classNames } from '../../ui/class-names.ts'
import { ContextMenu } from '../../ui/menu.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { followEdge } from './follow-edge.ts'
import { followHeader, type HeaderDrop } from './follow-header.ts'
import styles from './header.module.css'
import { HeaderCell } from './header-cell.tsx'
import { headerKey } from './header-keys.ts'
import { naturalWidth } from './natural-width.ts'
import tableStyles from './table.module.css'
import { useColumnMenu } from './use-column-menu.tsx'
import { rowEndPx } from './use-columns.ts'

/** Pixels that a key makes a column wider or narrower. */
const keyStepPx = 8

interface TableHeaderProps {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly fitted: FittedColumns
  /** Says what happened to a column, to those who do not see it. */
  readonly onNews: (text: string) => void
}

/**
 * The heads of the columns: they sort, are dragged to another place, and have their width at their right edge. All of
 * them are one stop of the Tab key; arrows go from one to the next, with Shift they make it wider or narrower, with Alt
 * they move it.
 */
export function TableHeader({ scroller, fitted, onNews }: TableHeaderProps) {
  const core = useCore()
  const { columns, view } = core
  const t = useText()
  const format = useFormat()
  const query = useView((state) => state.query)
  const header = useRef<HTMLDivElement>(null)
  const wasDragged = useRef(false)
  const [focused, setFocused] = useState<ColumnName>('name')
  const [drop, setDrop] = useState<HeaderDrop | null>(null)
  const [menu, setMenu] = useState<{ readonly name: ColumnName; readonly x: number; readonly y: number } | null>(null)
  // On a phone a row has two lines, and its header names them alone.
  const isNarrow = useMedia('(max-width: 560px)')
  const { names } = fitted

  const widthOf = (name: ColumnName) => fitted.widths[names.indexOf(name)] ?? columnFacts[name].width
  const buttonOf = (name: ColumnName) => header.current?.querySelector<HTMLElement>(`[data-column="${name}"] button`)
  const focus = (name: ColumnName | undefined) => {
    if (name !== undefined) buttonOf(name)?.focus()
  }

  function resize(name: ColumnName, toPx: number): void {
    columns.resize(name, widthOf(name), toPx)
    const { layouts, query: shown } = view.getState()
    const width = name === 'name' ? toPx : (layoutOf(layouts, shown).widths[name] ?? toPx)
    onNews(t('table:columns.width', { name: t(`table:column.${name}`), width: format.count(Math.round(width)) }))
  }
  function fitWidth(name: ColumnName): void {
    if (name === 'name') columns.fill()
    else if (scroller.current !== null) resize(name, naturalWidth(scroller.current, name))
  }
  function step(name: ColumnName, by: 1 | -1): void {
    const place = names.indexOf(name)
    const target = place + by
    if (place < 1 || target < 1 || target >= names.length) return
    columns.move(name, (by === 1 ? names[place + 2] : names[target]) ?? null)
    onNews(t('table:columns.moved', { name: t(`table:column.${name}`), place: format.count(target + 1), count: names.length }))
    // Its element has moved, and lost the focus on the way.
    requestAnimationFrame(() => focus(name))
  }
  function openMenu(name: ColumnName): void {
    const place = buttonOf(name)?.getBoundingClientRect()
    if (place !== undefined) setMenu({ name, x: place.left, y: place.bottom + 2 })
  }
  const groups = useColumnMenu({ name: menu?.name ?? 'name', names, step, fitWidth })

  function press(name: ColumnName): void {
    if (wasDragged.current) return
    const { sort } = columnFacts[name]
    if (sort === null) openMenu(name)
    else columns.sort(nextSort(query, sort))
  }

  function onKeyDown(event: KeyboardEvent, name: ColumnName): void {
    const meaning = headerKey(event)
    if (meaning === null || isNarrow) return
    event.preventDefault()
    event.stopPropagation()
    const place = names.indexOf(name)
    switch (meaning.kind) {
      case 'go':
        return focus(names[Math.min(names.length - 1, Math.max(0, place + meaning.by))])
      case 'end':
        return focus(meaning.isFirst ? names[0] : names.at(-1))
      case 'resize':
        return resize(name, widthOf(name) + meaning.by * keyStepPx)
      case 'move':
        return step(name, meaning.by)
      case 'menu':
        return openMenu(name)
      default:
        return assertNever(meaning)
    }
  }

  // The one that the keyboard stood on may be hidden by now.
  const stop = names.includes(focused) ? focused : 'name'
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the body of the table.
    <div role="rowgroup" className={styles.header}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the body of the table. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, its buttons are reached with Tab. */}
      <div ref={header} role="row" aria-rowindex={1} className={classNames(tableStyles.row, styles.row)}>
        {names.map((name, index) => (
          <HeaderCell
            key={name}
            name={name}
            index={index + 1}
            widthPx={widthOf(name)}
            sorted={columnFacts[name].sort !== null && query.sort === columnFacts[name].sort ? query.order : null}
            isStop={name === stop}
            onFocus={() => setFocused(name)}
            onPress={() => press(name)}
            onKeyDown={(event) => onKeyDown(event, name)}
            onGrab={(event) => {
              wasDragged.current = false
              if (name === 'name' || isNarrow || header.current === null || event.button !== 0 || event.pointerType === 'touch')
                return
              followHeader(
                header.current,
                name,
                event,
                (next) => {
                  if (next !== null) wasDragged.current = true
                  setDrop(next)
                },
                (before) => columns.move(name, before),
              )
            }}
            onGrabEdge={(event) => {
              if (scroller.current === null || event.button !== 0) return
              const roomPx = scroller.current.clientWidth - rowEndPx
              const edge = { table: scroller.current, handle: event.currentTarget, name, fromPx: widthOf(name), roomPx }
              followEdge(core, edge, event)
            }}
            onFit={() => fitWidth(name)}
            onMenu={(x, y) => {
              if (!isNarrow) setMenu({ name, x, y })
            }}
          />
        ))}
        {drop !== null && <div className={styles.drop} style={{ left: drop.linePx }} aria-hidden />}
      </div>
      {menu !== null && (
        <ContextMenu
          label={t('table:columns.menu', { name: t(`table:column.${menu.name}`) })}
          groups={groups}
          x={menu.x}
          y={menu.y}
          onClose={() => {
            setMenu(null)
            requestAnimationFrame(() => focus(menu.name))
          }}
        />
      )}
    </div>
  )
}
