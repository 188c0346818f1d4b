import type { ReactNode } from 'react'
import styles from './bar.module.css'
import { classNames } from './class-names.ts'

interface BarProps {
  readonly tone: 'plain' | 'warn' | 'bad'
  readonly icon?: ReactNode
  readonly text: string
  /** What can be done about it. */
  readonly children?: ReactNode
}

/** A line across the window that says what holds for all that is below it. */
export function Bar({ tone, icon, text, children }: BarProps) {
  return (
    <div className={classNames(styles.bar, styles[tone])}>
      {icon}
      <span className={styles.text}>{text}</span>
      {children}
    </div>
  )
}
