import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components'
import styles from './checkbox.module.css'

interface CheckboxProps {
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly help?: string
  readonly children: ReactNode
}

/** A choice of yes or no, with words that say what yes means. */
export function Checkbox({ isSelected, onChange, help, children }: CheckboxProps) {
  return (
    <AriaCheckbox className={styles.checkbox ?? ''} isSelected={isSelected} onChange={onChange}>
      <span className={styles.box} aria-hidden>
        {isSelected && <Check />}
      </span>
      <span className={styles.words}>
        <span>{children}</span>
        {help !== undefined && <span className={styles.help}>{help}</span>}
      </span>
    </AriaCheckbox>
  )
}
