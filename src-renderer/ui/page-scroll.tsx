import type { ReactNode } from 'react'
import styles from './page.module.css'

/** A part of a page that is as long as it is, and scrolls. */
export function PageScroll({ children }: { readonly children: ReactNode }) {
  return <div className={styles.scroll}>{children}</div>
}
