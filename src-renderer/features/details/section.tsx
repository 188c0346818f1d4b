import type { ReactNode } from 'react'
import styles from './transfer.module.css'

/** A part of the details below its name. */
export function Section({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h4>{name}</h4>
      {children}
    </section>
  )
}
