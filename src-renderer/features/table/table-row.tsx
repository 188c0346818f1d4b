import { memo } from 'react'
import { episodeName, episodeStateText, jobStateText } from '../../state/item-text.ts'
import { episodeOf, jobOf } from '../../state/live-store.ts'
import { episodeRemedy, jobRemedy } from '../../state/remedy.ts'
import type { RowRef } from '../../state/row-ref.ts'
import { isSelected } from '../../state/selection.ts'
import { useLive, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { RowCells } from './row-cells.tsx'
import styles from './table.module.css'

/** The element a row has in the document, for `aria-activedescendant`. */
export const rowElementId = (id: string) => `row-${id}`

interface TableRowProps {
  readonly index: number
  /** Pixels from the top of the list. */
  readonly top: number
  /** Null while the row is being read. */
  readonly rowRef: RowRef | null
}

/** One row at its place. Renders again when its own item changed, and only then. */
export const TableRow = memo(function TableRow({ index, top, rowRef }: TableRowProps) {
  if (rowRef === null) return <BlankRow index={index} top={top} />
  return rowRef.kind === 'job' ? (
    <JobRow index={index} top={top} rowRef={rowRef} />
  ) : (
    <EpisodeRow index={index} top={top} rowRef={rowRef} />
  )
})

type PlacedRow<Kind extends RowRef['kind']> = {
  readonly index: number
  readonly top: number
  readonly rowRef: Extract<RowRef, { kind: Kind }>
}

function JobRow({ index, top, rowRef }: PlacedRow<'job'>) {
  const t = useText()
  const format = useFormat()
  const job = useLive(jobOf(rowRef.id))
  const isOpen = useView((state) => state.query.expanded.has(rowRef.id))
  const frame = useRowFrame(index, top, rowRef)
  if (job === undefined) return <BlankRow index={index} top={top} />
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the body of the table.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid points to it with aria-activedescendant.
    <div role="row" aria-level={1} aria-expanded={isOpen} {...frame}>
      <RowCells
        rowRef={rowRef}
        row={{ kind: 'job', job }}
        isOpen={isOpen}
        name={job.title}
        state={jobStateText(t, format, job)}
        remedy={jobRemedy(job)}
      />
    </div>
  )
}

function EpisodeRow({ index, top, rowRef }: PlacedRow<'episode'>) {
  const t = useText()
  const format = useFormat()
  const episode = useLive(episodeOf(rowRef.id))
  const remedy = useLive(({ jobs }) => (episode === undefined ? null : episodeRemedy(episode, jobs.get(rowRef.jobId))))
  const frame = useRowFrame(index, top, rowRef)
  if (episode === undefined) return <BlankRow index={index} top={top} />
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the body of the table.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid points to it with aria-activedescendant.
    <div role="row" aria-level={2} {...frame}>
      <RowCells
        rowRef={rowRef}
        row={{ kind: 'episode', episode }}
        isOpen={false}
        name={episodeName(episode)}
        state={episodeStateText(t, format, episode)}
        remedy={remedy}
      />
    </div>
  )
}

/** A row that is on its way. */
function BlankRow({ index, top }: { readonly index: number; readonly top: number }) {
  const t = useText()
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the body of the table.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid points to rows with aria-activedescendant.
    <div role="row" aria-rowindex={index + 2} data-blank className={styles.row} style={{ transform: `translateY(${top}px)` }}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the body of the table. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing to do in it. */}
      <div role="gridcell" className={classNames(styles.cell, styles.name)}>
        <span className={styles.blank} aria-hidden />
        <span className="visually-hidden">{t('table:loading')}</span>
      </div>
    </div>
  )
}

/** What every row has in common: its place, its number, and whether it is selected. */
function useRowFrame(index: number, top: number, ref: RowRef) {
  const { selected, active } = useView((state) => ({
    selected: isSelected(state.selection, ref),
    active: state.active?.ref?.id === ref.id,
  }))
  return {
    id: rowElementId(ref.id),
    'aria-rowindex': index + 2,
    'aria-selected': selected,
    'data-index': index,
    'data-active': active,
    className: classNames(styles.row, styles.placed),
    style: { transform: `translateY(${top}px)` },
  }
}
