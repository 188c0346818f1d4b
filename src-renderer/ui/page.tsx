import type { ReactNode } from 'react'
import styles from './page.module.css'

interface PageProps {
  /** By which the focus finds it. */
  readonly id: string
  readonly label: string
  readonly isBusy?: boolean
  readonly children?: ReactNode
}

/** What stands in the place of the list. */
export function Page({ id, label, isBusy = false, children }: PageProps) {
  return (
    <section id={id} className={styles.page} aria-label={label} aria-busy={isBusy} tabIndex={-1}>
      {children}
    </section>
  )
}
