import type { ReactNode } from 'react'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { Steady } from '../../ui/steady.tsx'
import styles from './sidebar.module.css'

interface EntryProps {
  readonly icon: ReactNode
  readonly name: string
  readonly title?: string | undefined
  /** What stands before the count. */
  readonly note?: ReactNode
  readonly count: number | null
  /** What the count counts, where that is not jobs. */
  readonly countText?: string
  readonly isCurrent: boolean
  readonly isAlarming?: boolean
  readonly isQuiet?: boolean
  /** A control beside it. */
  readonly beside?: ReactNode
  /** The queue that jobs are put into where they are dropped on it. */
  readonly queueId?: string
  readonly isDropTarget?: boolean
  readonly onPress: () => void
}

/** A line of the sidebar. */
export function Entry(props: EntryProps) {
  const {
    icon,
    name,
    title,
    note,
    count,
    countText,
    isCurrent,
    isAlarming = false,
    isQuiet = false,
    beside,
    queueId,
    isDropTarget,
    onPress,
  } = props
  const t = useText()
  const format = useFormat()
  return (
    <li className={classNames(styles.line, isDropTarget === true && styles.dropTarget)} data-queue-id={queueId}>
      <button
        type="button"
        className={classNames(styles.entry, isQuiet && styles.quiet)}
        aria-current={isCurrent ? 'page' : undefined}
        title={title}
        onClick={onPress}
      >
        {icon}
        <span className={styles.name} dir="auto">
          {name}
        </span>
        {note}
        {count !== null && (
          <>
            <Steady className={classNames(styles.count, isAlarming && count > 0 && styles.alarming)} isHidden>
              {format.count(count)}
            </Steady>
            <span className="visually-hidden">
              {countText ?? t('common:sidebar.jobs', { count, formatted: format.count(count) })}
            </span>
          </>
        )}
      </button>
      {beside}
    </li>
  )
}
