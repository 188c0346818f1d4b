import { Check } from 'lucide-react'
import { type ComponentProps, type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import styles from './choice-grid.module.css'
import { choiceKey } from './choice-grid-keys.ts'
import { classNames } from './class-names.ts'
import placed from './placed-rows.module.css'
import { PlacedRow, RowBody, RowCell } from './placed-rows.tsx'
import { usePlacedRows } from './use-placed-rows.ts'

/** A row as the grid places it; it is what {@link ChoiceRow} needs to know. */
export interface PlacedChoice {
  readonly index: number
  /** Pixels from the first row. */
  readonly top: number
  /** The keyboard stands on it. */
  readonly isActive: boolean
  readonly onPress: (index: number, event: MouseEvent) => void
}

interface ChoiceGridProps {
  readonly label: string
  /** Says how wide columns are, and where they stand on a phone: see `placed-rows.module.css`. */
  readonly className: string | undefined
  readonly total: number
  /** Nothing is known of it yet. */
  readonly isBusy: boolean
  /** In place of all rows, where there are none. */
  readonly empty: ReactNode
  readonly head: ReactNode
  readonly children: (row: PlacedChoice) => ReactNode
  /** The element of a row that is here; null while it is being read. */
  readonly elementIdOf: (index: number) => string | null
  /** Rows that exist now, both ends included. */
  readonly onShow: (first: number, last: number) => void
  /** Takes a row or leaves it out; says which, or null where it can be neither. */
  readonly onToggle: (index: number) => boolean | null
  /** Takes all rows of a range, or leaves them out. */
  readonly onRange: (from: number, to: number, isChosen: boolean) => void
  readonly onChooseAll: () => void
}

/** Any number of things to choose from, of which only the rows in sight exist: by click, by key, and by ranges with shift. */
export function ChoiceGrid(props: ChoiceGridProps) {
  const { label, className, total, isBusy, empty, head, children, elementIdOf, onShow, onToggle, onRange, onChooseAll } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(-1)
  /** Where a range that is chosen with shift begins, and whether it takes or leaves out. */
  const anchor = useRef({ index: 0, isChosen: true })
  const { rows, first, last, height, rowHeight, scrollTo } = usePlacedRows({ scroller, count: total, overscan: 8 })
  useEffect(() => onShow(first, last), [onShow, first, last])
  const hasRows = total > 0
  // Whoever waited for them goes on with them.
  useEffect(() => {
    if (hasRows && document.activeElement?.hasAttribute('data-awaits-rows')) scroller.current?.focus()
  }, [hasRows])
  const standing = Math.min(active, total - 1)

  const toggle = (index: number) => {
    const isChosen = onToggle(index)
    if (isChosen !== null) anchor.current = { index, isChosen }
  }
  const extend = (index: number) => {
    const { index: start, isChosen } = anchor.current
    onRange(Math.min(start, index), Math.max(start, index), isChosen)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Buttons in the header have keys of their own.
    if (event.target !== event.currentTarget || event.altKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1)
    const key = choiceKey(event, { index: standing, total, page })
    if (key === null) return
    event.preventDefault()
    if (key.kind === 'all') return onChooseAll()
    if (key.kind === 'toggle') return toggle(standing)
    setActive(key.to)
    scrollTo(key.to)
    if (key.extend) extend(key.to)
  }
  const onPress = (index: number, event: MouseEvent) => {
    setActive(index)
    if (event.shiftKey) extend(index)
    else toggle(index)
  }

  if (total === 0 && !isBusy) return <div className={styles.frame}>{empty}</div>
  const activeId = standing < first || standing > last ? null : elementIdOf(standing)
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: the rows are placed by hand, which table elements do not allow. */}
      <div
        ref={scroller}
        role="grid"
        className={classNames(placed.scroller, styles.rows, className)}
        tabIndex={0}
        aria-label={label}
        aria-rowcount={total + 1}
        aria-multiselectable
        aria-busy={isBusy}
        aria-activedescendant={activeId ?? undefined}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.target === event.currentTarget && standing < 0 && total > 0) setActive(0)
        }}
      >
        {head}
        <RowBody height={height}>
          {rows.map(({ index, top }) => children({ index, top, isActive: index === standing, onPress }))}
        </RowBody>
      </div>
    </div>
  )
}

interface ChoiceRowProps extends PlacedChoice, Pick<ComponentProps<'div'>, 'id' | 'className' | 'children'> {
  /** Undefined: it can be neither chosen nor left out. */
  readonly isChosen: boolean | undefined
}

export function ChoiceRow({ index, top, isActive, isChosen, onPress, className, ...props }: ChoiceRowProps) {
  return (
    <PlacedRow
      index={index}
      top={top}
      className={classNames(styles.row, className)}
      aria-selected={isChosen}
      data-active={isActive}
      onClick={(event) => onPress(index, event)}
      {...props}
    />
  )
}

/** A row that is being read. */
export function BlankRow({ index, top, label, className }: Pick<PlacedChoice, 'index' | 'top'> & BlankRowProps) {
  return (
    <PlacedRow index={index} top={top}>
      <RowCell role="gridcell" className={className}>
        <span className={styles.blank} aria-hidden />
        <span className="visually-hidden">{label}</span>
      </RowCell>
    </PlacedRow>
  )
}

interface BlankRowProps {
  readonly label: string
  /** Of the column that is longest. */
  readonly className: string | undefined
}

/** Whether a row is chosen, as one sees it; spoken it is the row's own. Undefined: only its place is there. */
export function ChoiceMark({ isChosen }: { readonly isChosen: boolean | undefined }) {
  return (
    <span className={styles.mark} data-chosen={isChosen} aria-hidden>
      {isChosen === true && <Check />}
    </span>
  )
}
