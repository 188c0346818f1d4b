import { classNames } from './class-names.ts'
import styles from './steady.module.css'

/** U+200E, invisible: what follows is written from the left, whatever the direction around it. */
const leftToRight = '\u200e'

interface SteadyProps {
  readonly className?: string | undefined
  readonly title?: string | undefined
  readonly isHidden?: boolean
  readonly children: string
}

/**
 * A running number, flush right: where it gets or loses a digit nothing moves. Browsers measure a layout shift at a
 * text's start, so its start is its right edge here, while the text itself still runs from the left.
 */
export function Steady({ className, title, isHidden, children }: SteadyProps) {
  return (
    <span className={classNames(styles.steady, className)} title={title} aria-hidden={isHidden}>
      {children === '' ? '' : `${leftToRight}${children}`}
    </span>
  )
}
