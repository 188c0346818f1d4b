import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Row } from '../../../src-preload/contract/index.ts'
import type { ColumnName } from '../../state/columns.ts'
import type { StateText } from '../../state/item-text.ts'
import { unusualPriority } from '../../state/priority.ts'
import type { Remedy } from '../../state/remedy.ts'
import type { RowRef } from '../../state/row-ref.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { CutName } from '../../ui/cut-name.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Steady } from '../../ui/steady.tsx'
import { columnClass } from './column-class.ts'
import { FactCell } from './fact-cell.tsx'
import { PriorityMark } from './priority-mark.tsx'
import { RenameField } from './rename-field.tsx'
import { StateCell } from './state-cell.tsx'
import styles from './table.module.css'
import { useShownColumns } from './use-columns.ts'

export interface RowCellsProps {
  readonly rowRef: RowRef
  readonly row: Row
  readonly isOpen: boolean
  readonly name: string
  readonly state: StateText
  /** What helps, at a press; null where nothing needs help. */
  readonly remedy: Remedy | null
}

/** The cells of a job's or an episode's row: one for each shown column. */
export function RowCells(props: RowCellsProps) {
  return useShownColumns().map((column, index) => (
    // biome-ignore lint/a11y/useSemanticElements: the rows are placed by hand, which table elements do not allow.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid points to rows with aria-activedescendant.
    <div
      key={column}
      role="gridcell"
      aria-colindex={index + 1}
      data-column={column}
      className={classNames(styles.cell, columnClass(column))}
    >
      {contentOf(column, props)}
    </div>
  ))
}

function contentOf(column: ColumnName, props: RowCellsProps): ReactNode {
  switch (column) {
    case 'name':
      return <NameCell {...props} />
    case 'state':
      return <StateCell {...props} />
    case 'progress':
      return <ProgressCell {...props} />
    case 'size':
      return <SizeCell {...itemOf(props.row)} />
    case 'speed':
      return <SpeedCell {...itemOf(props.row)} />
    case 'eta':
      return <EtaCell {...props} />
    default:
      return <FactCell row={props.row} column={column} />
  }
}

function itemOf(row: Row) {
  return row.kind === 'job' ? row.job : row.episode
}

function NameCell({ rowRef: { kind, id }, row, isOpen, name }: RowCellsProps) {
  const { rowActions } = useCore()
  const t = useText()
  const isRenaming = useView((state) => state.renamingId === id)
  const priority = row.kind === 'job' ? unusualPriority(row.job.priority) : null
  return (
    <>
      {kind === 'job' ? (
        <button
          type="button"
          tabIndex={-1}
          className={classNames(styles.opener, isOpen && styles.opened)}
          aria-label={isOpen ? t('common:action.close') : t('common:action.open')}
          onClick={(event) => {
            event.stopPropagation()
            rowActions.setOpen(id, !isOpen)
          }}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <ChevronRight aria-hidden />
        </button>
      ) : (
        <span className={styles.indent} />
      )}
      {isRenaming ? <RenameField jobId={id} name={name} /> : <CutName name={name} isStrong={kind === 'job'} />}
      {priority !== null && <PriorityMark level={priority} />}
    </>
  )
}

const barTones = {
  active: 'active',
  checking: 'active',
  waiting: 'idle',
  paused: 'idle',
  attention: 'idle',
  good: 'good',
  bad: 'bad',
} as const

function ProgressCell({ row, state }: RowCellsProps) {
  const t = useText()
  const format = useFormat()
  const { progress } = itemOf(row)
  const done =
    row.kind === 'job' && row.job.episodesTotal > 1
      ? { done: format.count(row.job.episodesCompleted), total: format.count(row.job.episodesTotal) }
      : null
  return (
    <>
      <ProgressBar value={progress} tone={barTones[state.tone]} />
      <Steady className={classNames(styles.percent, state.tone === 'active' && styles.running)}>
        {progress === null ? '' : format.percent(progress)}
      </Steady>
      <Steady className={styles.episodes} title={done === null ? undefined : t('table:episodesSpoken', done)} isHidden>
        {done === null ? '' : t('table:episodes', done)}
      </Steady>
      {done !== null && <span className="visually-hidden">{t('table:episodesSpoken', done)}</span>}
    </>
  )
}

interface Numbers {
  readonly bytesDone: number
  readonly bytesTotal: number | null
  readonly speed: number
}

function SizeCell({ bytesDone, bytesTotal }: Numbers) {
  const t = useText()
  const format = useFormat()
  if (bytesTotal !== null) return <Steady>{format.bytes(bytesTotal)}</Steady>
  return (
    <>
      <Steady className={styles.soft} isHidden>
        {bytesDone > 0 ? format.bytes(bytesDone) : '–'}
      </Steady>
      <span className="visually-hidden">
        {bytesDone > 0 ? t('details:sizeUnknown', { done: format.bytes(bytesDone) }) : t('table:unknownSize')}
      </span>
    </>
  )
}

function SpeedCell({ speed }: Numbers) {
  const format = useFormat()
  return <Steady>{speed > 0 ? format.speed(speed) : ''}</Steady>
}

function EtaCell({ row, state }: RowCellsProps) {
  const format = useFormat()
  const { etaSeconds } = itemOf(row)
  return <Steady>{etaSeconds !== null && state.tone === 'active' ? format.clock(etaSeconds) : ''}</Steady>
}
