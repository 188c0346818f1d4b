import type { ReactNode } from 'react'
import { Tooltip as AriaTooltip } from 'react-aria-components'
import styles from './tooltip.module.css'

/** Says what the control above or below it does, and which keys do the same. */
export function Tooltip({ keys, children }: { readonly keys?: string | undefined; readonly children: ReactNode }) {
  return (
    <AriaTooltip className={styles.tooltip ?? ''} offset={6}>
      {children}
      {keys !== undefined && <kbd className={styles.keys}>{keys}</kbd>}
    </AriaTooltip>
  )
}
