import { ChevronRight, KeyRound, Link2, Network, RotateCcw, ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { StateText } from '../../state/item-text.ts'
import type { unusualPriority } from '../../state/priority.ts'
import type { Remedy } from '../../state/remedy.ts'
import type { RowRef } from '../../state/row-ref.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Steady } from '../../ui/steady.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { PriorityMark } from './priority-mark.tsx'
import { RowName } from './row-name.tsx'
import styles from './table.module.css'

interface RowCellsProps {
  readonly rowRef: RowRef
  readonly isOpen: boolean
  readonly name: string
  readonly state: StateText
  /** What helps, at a press; null where nothing needs help. */
  readonly remedy: Remedy | null
  readonly progress: number | null
  /** Where it is not the usual one. */
  readonly priority: ReturnType<typeof unusualPriority>
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
      <StateCell {...row} />
      <ProgressCell {...row} />
      <SizeCell {...row} />
      <SpeedCells {...row} />
    </>
  )
}

function NameCell({ rowRef: { kind, id }, isOpen, name, priority }: RowCellsProps) {
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
      <RowName name={name} isTitle={kind === 'job'} />
      {priority !== null && <PriorityMark level={priority} />}
    </Cell>
  )
}

const remedyIcons = {
  retry: RotateCcw,
  link: Link2,
  signIn: KeyRound,
  proxy: Network,
  certificate: ShieldAlert,
} as const

/** The state in words, and beside it what helps where something is wrong. */
function StateCell({ rowRef, state, remedy }: RowCellsProps) {
  const { rowActions } = useCore()
  const t = useText()
  const RemedyIcon = remedyIcons[remedy ?? 'retry']
  return (
    <Cell column="state" index={2}>
      <ToneIcon tone={state.tone} />
      <span className={styles.clip} title={state.text}>
        {state.text}
      </span>
      {remedy !== null && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.remedy}
          aria-label={t(`table:remedy.${remedy}`)}
          title={t(`table:remedy.${remedy}`)}
          onClick={() => rowActions.remedy(rowRef, remedy)}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <RemedyIcon aria-hidden />
        </button>
      )}
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
      <Steady className={classNames(styles.percent, state.tone === 'active' && styles.running)}>
        {progress === null ? '' : format.percent(progress)}
      </Steady>
      <Steady className={styles.episodes} title={done === null ? undefined : t('table:episodesSpoken', done)} isHidden>
        {done === null ? '' : t('table:episodes', done)}
      </Steady>
      {done !== null && <span className="visually-hidden">{t('table:episodesSpoken', done)}</span>}
    </Cell>
  )
}

function SizeCell({ bytesDone, bytesTotal }: RowCellsProps) {
  const t = useText()
  const format = useFormat()
  return (
    <Cell column="size" index={4}>
      {bytesTotal !== null ? (
        <Steady>{format.bytes(bytesTotal)}</Steady>
      ) : (
        <>
          <Steady className={styles.soft} isHidden>
            {bytesDone > 0 ? format.bytes(bytesDone) : '–'}
          </Steady>
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
        <Steady>{speed > 0 ? format.speed(speed) : ''}</Steady>
      </Cell>
      <Cell column="eta" index={6}>
        <Steady>{etaSeconds !== null && state.tone === 'active' ? format.clock(etaSeconds) : ''}</Steady>
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
