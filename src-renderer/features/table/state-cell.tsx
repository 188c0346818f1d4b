import { FolderPen, KeyRound, Link2, Network, RotateCcw, ShieldAlert } from 'lucide-react'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import type { RowCellsProps } from './row-cells.tsx'
import styles from './table.module.css'

const remedyIcons = {
  retry: RotateCcw,
  link: Link2,
  folder: FolderPen,
  signIn: KeyRound,
  proxy: Network,
  certificate: ShieldAlert,
} as const

/** The state in words, and beside it what helps where something is wrong. */
export function StateCell({ rowRef, state, remedy }: Pick<RowCellsProps, 'rowRef' | 'state' | 'remedy'>) {
  const { rowActions } = useCore()
  const t = useText()
  const RemedyIcon = remedyIcons[remedy ?? 'retry']
  return (
    <>
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
          <span>{t(`table:remedyShort.${remedy}`)}</span>
        </button>
      )}
    </>
  )
}
