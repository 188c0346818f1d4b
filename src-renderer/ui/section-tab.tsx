import type { ReactNode } from 'react'
import { Tab } from 'react-aria-components'
import styles from './section-tab.module.css'

/** A tab that opens a section of a page or a dialog. */
export function SectionTab({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <Tab id={id} className={styles.tab ?? ''}>
      {children}
    </Tab>
  )
}
