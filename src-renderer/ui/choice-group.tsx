import type { ReactNode } from 'react'
import { Label, RadioGroup } from 'react-aria-components'
import styles from './field.module.css'
import { FieldHelp } from './field-help.tsx'

export interface ChoiceGroupProps<Value extends string, Option extends { readonly value: Value }> {
  readonly label: string
  readonly value: Value
  readonly options: readonly Option[]
  readonly onChange: (value: Value) => void
  readonly help?: string
  /** Where what it is about stands beside it anyway. */
  readonly isLabelHidden?: boolean
}

interface Shown {
  /** The options, each a `Radio` of its value. */
  readonly children: ReactNode
}

/** One of a few values that are all in sight, however they look. */
export function ChoiceGroup<Value extends string, Option extends { readonly value: Value }>({
  label,
  value,
  options,
  onChange,
  help,
  isLabelHidden = false,
  children,
}: ChoiceGroupProps<Value, Option> & Shown) {
  return (
    <RadioGroup
      className={styles.field ?? ''}
      value={value}
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen)
        if (option !== undefined) onChange(option.value)
      }}
    >
      <Label className={isLabelHidden ? 'visually-hidden' : (styles.label ?? '')}>{label}</Label>
      {children}
      <FieldHelp>{help}</FieldHelp>
    </RadioGroup>
  )
}
