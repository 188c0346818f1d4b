import type { ReactNode } from 'react'
import { classNames } from '../../ui/class-names.ts'
import styles from './overview.module.css'

interface PanelProps {
  readonly id: string
  readonly title: string
  /** Beside the title: what it is of. */
  readonly note?: string | undefined
  /** At the end of the title's line. */
  readonly action?: ReactNode
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A part of the overview below its heading. */
export function Panel({ id, title, note, action, className, children }: PanelProps) {
  return (
    <section className={classNames(styles.panel, className)} aria-labelledby={`overview-${id}`}>
      <div className={styles.panelHead}>
        <h2 id={`overview-${id}`}>{title}</h2>
        {note !== undefined && <span className={styles.soft}>{note}</span>}
        {action !== undefined && <div className={styles.panelAction}>{action}</div>}
      </div>
      {children}
    </section>
  )
}
