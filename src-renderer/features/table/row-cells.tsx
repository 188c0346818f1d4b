import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { StateText } from '../../state/item-text.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import styles from './table.module.css'

interface RowCellsProps {
  readonly kind: 'job' | 'episode'
  readonly id: string
  readonly isOpen: boolean
  readonly name: string
  readonly state: StateText
  readonly progress: number | null
  readonly episodes: { readonly done: number; readonly total: number } | null
  readonly bytesDone: number
  readonly bytesTotal: number | null
  readonly speed: number
  readonly etaSeconds: number | null
}

/** The six cells of a job's or an episode's row. */
export function RowCells(row: RowCellsProps) {
  return (
    <>
      <NameCell {...row} />
      <Cell column="state" index={2}>
        <ToneIcon tone={row.state.tone} />
        <span className={styles.clip} title={row.state.text}>
          {row.state.text}
        </span>
      </Cell>
      <ProgressCell {...row} />
      <SizeCell {...row} />
      <SpeedCells {...row} />
    </>
  )
}

function NameCell({ kind, id, isOpen, name, state }: RowCellsProps) {
  const { rowActions } = useCore()
  const t = useText()
  return (
    <Cell column="name" index={1}>
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
      {/* Where there is no room for the column of states, its sign stands here. */}
      <span className={styles.narrowState}>
        <ToneIcon tone={state.tone} />
      </span>
      <span className={classNames(styles.clip, kind === 'job' && styles.title)} title={name}>
        {name}
      </span>
    </Cell>
  )
}

const barTones = { active: 'active', waiting: 'idle', paused: 'idle', attention: 'idle', good: 'good', bad: 'bad' } as const

function ProgressCell({ progress, episodes, state }: RowCellsProps) {
  const t = useText()
  const format = useFormat()
  const done = episodes === null ? null : { done: format.count(episodes.done), total: format.count(episodes.total) }
  return (
    <Cell column="progress" index={3}>
      <ProgressBar value={progress} tone={barTones[state.tone]} />
      <span className={classNames(styles.percent, state.tone === 'active' && styles.running)}>
        {progress === null ? '' : format.percent(progress)}
      </span>
      <span className={styles.episodes}>
        {done !== null && (
          <>
            <span aria-hidden>{t('table:episodes', done)}</span>
            <span className="visually-hidden">{t('table:episodesSpoken', done)}</span>
          </>
        )}
      </span>
    </Cell>
  )
}

function SizeCell({ bytesDone, bytesTotal }: RowCellsProps) {
  const t = useText()
  const format = useFormat()
  return (
    <Cell column="size" index={4}>
      {bytesTotal !== null ? (
        format.bytes(bytesTotal)
      ) : (
        <>
          <span className={styles.soft} aria-hidden>
            {bytesDone > 0 ? format.bytes(bytesDone) : '–'}
          </span>
          <span className="visually-hidden">
            {bytesDone > 0 ? t('details:sizeUnknown', { done: format.bytes(bytesDone) }) : t('table:unknownSize')}
          </span>
        </>
      )}
    </Cell>
  )
}

function SpeedCells({ speed, etaSeconds, state }: RowCellsProps) {
  const format = useFormat()
  return (
    <>
      <Cell column="speed" index={5}>
        {speed > 0 ? format.speed(speed) : ''}
      </Cell>
      <Cell column="eta" index={6}>
        {etaSeconds !== null && state.tone === 'active' ? format.clock(etaSeconds) : ''}
      </Cell>
    </>
  )
}

interface CellProps {
  readonly column: 'name' | 'state' | 'progress' | 'size' | 'speed' | 'eta'
  /** From 1. */
  readonly index: number
  readonly children: ReactNode
}

function Cell({ column, index, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the rows are placed by hand, which table elements do not allow.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid points to rows with aria-activedescendant.
    <div role="gridcell" aria-colindex={index} className={classNames(styles.cell, styles[column])}>
      {children}
    </div>
  )
}
