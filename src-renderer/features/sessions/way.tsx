import type { ReactNode } from 'react'
import styles from './sign-in.module.css'

interface WayProps {
  readonly icon: ReactNode
  readonly name: string
  readonly help: string
  readonly onPress: () => void
}

/** One of several ways to go on, with a sentence that says what it means. */
export function Way({ icon, name, help, onPress }: WayProps) {
  return (
    <li>
      <button type="button" className={styles.way} onClick={onPress}>
        {icon}
        <span className={styles.words}>
          <span className={styles.name}>{name}</span>
          <span className={styles.help}>{help}</span>
        </span>
      </button>
    </li>
  )
}
