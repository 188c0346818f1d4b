import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './link-button.module.css'

interface LinkButtonProps {
  readonly title?: string
  /** Kept to one line, and cut where that is too long. */
  readonly isClipped?: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

/** A name that leads to what it names. */
export function LinkButton({ title, isClipped = false, onPress, children }: LinkButtonProps) {
  return (
    <button type="button" className={classNames(styles.link, isClipped && styles.clipped)} title={title} onClick={onPress}>
      {children}
    </button>
  )
}
