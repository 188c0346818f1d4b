import type { ReactNode } from 'react'
import { Text } from 'react-aria-components'
import styles from './field.module.css'

/** The sentence below a control that says what it means; nothing where there is none. */
export function FieldHelp({ children }: { readonly children: ReactNode }) {
  if (children === undefined) return null
  return (
    <Text slot="description" className={styles.help ?? ''}>
      {children}
    </Text>
  )
}
