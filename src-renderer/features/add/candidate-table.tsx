import { SearchX } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import { type CandidateChoice, isChosen } from '../../state/candidate-choice.ts'
import { useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import placed from '../../ui/placed-rows.module.css'
import { RowBody } from '../../ui/placed-rows.tsx'
import { usePlacedRows } from '../../ui/use-placed-rows.ts'
import { CandidateHead, type SortOrder } from './candidate-head.tsx'
import { candidateKey } from './candidate-keys.ts'
import { CandidateLine, candidateElementId } from './candidate-line.tsx'
import styles from './candidate-table.module.css'
import type { Candidates } from './use-candidates.ts'

interface CandidateTableProps {
  readonly candidates: Candidates
  readonly choice: CandidateChoice
  readonly sorted: SortOrder
  readonly isRunning: boolean
  /** Why there is nothing, where there is nothing. */
  readonly emptyBecause: 'filter' | 'nothing' | 'deeper'
  readonly hasDates: boolean
  readonly onSort: (sorted: SortOrder) => void
  /** Takes these, or leaves them out. */
  readonly onChoose: (indexes: readonly number[], isTaken: boolean) => void
  readonly onChooseAll: () => void
}

/** What could be taken, of which only the rows in sight exist. */
export function CandidateTable(props: CandidateTableProps) {
  const { candidates, choice, sorted, isRunning, emptyBecause, hasDates, onSort, onChoose, onChooseAll } = props
  const t = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(-1)
  /** Where a range that is chosen with shift begins, and whether it takes or leaves out. */
  const anchor = useRef({ row: 0, isTaken: true })
  const total = candidates.totals?.total ?? 0
  const { rows, first, last, height, rowHeight, scrollTo } = usePlacedRows({ scroller, count: total, overscan: 8 })
  const { show } = candidates
  useEffect(() => show(first, last), [show, first, last])
  const hasRows = total > 0
  // Whoever waited for them goes on with them.
  useEffect(() => {
    if (hasRows && document.activeElement?.hasAttribute('data-awaits-rows')) scroller.current?.focus()
  }, [hasRows])
  const standing = Math.min(active, total - 1)

  const toggle = (row: number) => {
    const candidate = candidates.at(row)
    if (candidate === null) return
    const isTaken = !isChosen(choice, candidate.index)
    anchor.current = { row, isTaken }
    onChoose([candidate.index], isTaken)
  }
  const extend = async (row: number) => {
    const { row: start, isTaken } = anchor.current
    onChoose(await candidates.indexesBetween(Math.min(start, row), Math.max(start, row)), isTaken)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // The header's buttons have keys of their own.
    if (event.target !== event.currentTarget || event.altKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1)
    const key = candidateKey(event, { index: standing, total, page })
    if (key === null) return
    event.preventDefault()
    if (key.kind === 'all') return onChooseAll()
    if (key.kind === 'toggle') return toggle(standing)
    setActive(key.to)
    scrollTo(key.to)
    if (key.extend) void extend(key.to)
  }
  const onClick = (row: number, event: MouseEvent) => {
    setActive(row)
    if (event.shiftKey) void extend(row)
    else toggle(row)
  }

  const isEmpty = candidates.totals !== null && total === 0 && !isRunning
  const activeCandidate = standing < first || standing > last ? null : candidates.at(standing)
  return (
    <div className={styles.frame}>
      {isEmpty ? (
        <Empty
          icon={<SearchX aria-hidden />}
          title={t(`sources:none.${emptyBecause}.title`)}
          text={t(`sources:none.${emptyBecause}.text`)}
        />
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: the rows are placed by hand, which table elements do not allow.
        <div
          ref={scroller}
          role="grid"
          className={classNames(placed.scroller, styles.rows)}
          tabIndex={0}
          data-dates={hasDates}
          aria-label={t('sources:label')}
          aria-rowcount={total + 1}
          aria-multiselectable
          aria-busy={candidates.totals === null}
          aria-activedescendant={activeCandidate === null ? undefined : candidateElementId(activeCandidate.index)}
          onKeyDown={onKeyDown}
          onFocus={(event) => {
            if (event.target === event.currentTarget && standing < 0 && total > 0) setActive(0)
          }}
        >
          <CandidateHead sorted={sorted} onSort={onSort} />
          <RowBody height={height}>
            {rows.map(({ key, index, top }) => {
              const candidate = candidates.at(index)
              return (
                <CandidateLine
                  key={key}
                  candidate={candidate}
                  row={index}
                  top={top}
                  isTaken={candidate !== null && isChosen(choice, candidate.index)}
                  isActive={index === standing}
                  onClick={onClick}
                />
              )
            })}
          </RowBody>
        </div>
      )}
    </div>
  )
}
