import { useMemo } from 'react'
import { classNames } from './class-names.ts'
import styles from './cut-name.module.css'
import { splitName } from './split-name.ts'

interface CutNameProps {
  readonly name: string
  /** What the pointer is told; the name where not given. */
  readonly hint?: string
  readonly isStrong?: boolean
}

/** A name in one line. A long one is cut in its middle, so that what tells files of a series apart stays in sight. */
export function CutName({ name, hint = name, isStrong = false }: CutNameProps) {
  const parts = useMemo(() => splitName(name), [name])
  const weight = isStrong && styles.strong
  if (parts === null) {
    return (
      <span className={classNames(styles.start, weight)} dir="auto" title={hint}>
        {name}
      </span>
    )
  }
  return (
    <>
      <span className="visually-hidden">{name}</span>
      <span className={classNames(styles.cut, weight)} title={hint} aria-hidden>
        <span className={styles.start}>{parts.start}</span>
        <span className={styles.end}>{parts.end}</span>
      </span>
    </>
  )
}
