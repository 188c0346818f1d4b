import { SearchX } from 'lucide-react'
import { type CandidateChoice, isChosen } from '../../state/candidate-choice.ts'
import { useText } from '../../state/use-text.ts'
import { ChoiceGrid } from '../../ui/choice-grid.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { CandidateHead, type SortOrder } from './candidate-head.tsx'
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
  const toggle = (index: number) => {
    const candidate = candidates.at(index)
    if (candidate === null) return null
    const isTaken = !isChosen(choice, candidate)
    onChoose([candidate.index], isTaken)
    return isTaken
  }
  const total = candidates.totals?.total ?? 0
  return (
    <ChoiceGrid
      label={t('sources:label')}
      className={classNames(styles.rows, hasDates && styles.dated)}
      total={total}
      isBusy={candidates.totals === null || (isRunning && total === 0)}
      empty={
        <Empty
          icon={<SearchX aria-hidden />}
          title={t(`sources:none.${emptyBecause}.title`)}
          text={t(`sources:none.${emptyBecause}.text`)}
        />
      }
      head={<CandidateHead sorted={sorted} onSort={onSort} />}
      elementIdOf={(index) => {
        const candidate = candidates.at(index)
        return candidate === null ? null : candidateElementId(candidate.index)
      }}
      onShow={candidates.show}
      onToggle={toggle}
      onRange={(from, to, isTaken) => void candidates.indexesBetween(from, to).then((indexes) => onChoose(indexes, isTaken))}
      onChooseAll={onChooseAll}
    >
      {(row) => {
        const candidate = candidates.at(row.index)
        const isTaken = candidate !== null && isChosen(choice, candidate)
        return <CandidateLine key={row.index} {...row} candidate={candidate} isTaken={isTaken} />
      }}
    </ChoiceGrid>
  )
}
