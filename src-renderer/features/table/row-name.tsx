import { useMemo } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { splitName } from './split-name.ts'
import styles from './table.module.css'

/** A name in one line. A long one is cut in its middle, so that what tells files of a series apart stays in sight. */
export function RowName({ name, isTitle }: { readonly name: string; readonly isTitle: boolean }) {
  const parts = useMemo(() => splitName(name), [name])
  const weight = isTitle && styles.title
  if (parts === null) {
    return (
      <span className={classNames(styles.clip, weight)} dir="auto" title={name}>
        {name}
      </span>
    )
  }
  return (
    <>
      <span className="visually-hidden">{name}</span>
      <span className={classNames(styles.middle, weight)} title={name} aria-hidden>
        <span className={styles.clip}>{parts.start}</span>
        <span className={styles.middleEnd}>{parts.end}</span>
      </span>
    </>
  )
}
