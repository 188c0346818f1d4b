import { type ReactNode, useId } from 'react'
import styles from './network.module.css'

interface EntriesProps {
  readonly label: string
  /** One sentence about all of them. */
  readonly help?: string
  /** What stands there while there are none. */
  readonly empty: string
  /** Each with a key. */
  readonly items: readonly ReactNode[]
  /** What adds another one. */
  readonly children?: ReactNode
}

/** A short list of things that are kept, with a name and what adds to it. */
export function Entries({ label, help, empty, items, children }: EntriesProps) {
  const id = useId()
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h3 id={id} className={styles.label}>
        {label}
      </h3>
      {help !== undefined && <p className={styles.help}>{help}</p>}
      {items.length === 0 ? <p className={styles.help}>{empty}</p> : <ul className={styles.entries}>{items}</ul>}
      {children}
    </section>
  )
}
