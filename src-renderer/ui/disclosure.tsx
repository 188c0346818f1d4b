import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './disclosure.module.css'

interface DisclosureProps {
  readonly title: string
  /** Given where something else opens it as well. */
  readonly isOpen?: boolean
  readonly onToggle?: (isOpen: boolean) => void
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** What is only seen by those who want to see it. */
export function Disclosure({ title, isOpen, onToggle, className, children }: DisclosureProps) {
  return (
    <details
      className={classNames(styles.disclosure, className)}
      open={isOpen}
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
    >
      <summary>{title}</summary>
      {children}
    </details>
  )
}
