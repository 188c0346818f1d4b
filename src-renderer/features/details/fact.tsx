import type { ReactNode } from 'react'
import { classNames } from '../../ui/class-names.ts'
import styles from './details.module.css'

interface FactProps {
  readonly name: string
  /** Addresses and paths stand below their name; everything else beside it. */
  readonly isLong?: boolean
  readonly children: ReactNode
}

/** A named value of a description list; nothing where there is no value. */
export function Fact({ name, isLong = false, children }: FactProps) {
  if (children === null || children === undefined || children === false || children === '') return null
  return (
    <div className={classNames(styles.fact, isLong && styles.long)}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
