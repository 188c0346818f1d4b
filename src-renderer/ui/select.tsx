import { ChevronDown } from 'lucide-react'
import { Select as AriaSelect, Button, type Key, Label, ListBox, ListBoxItem, Popover, SelectValue } from 'react-aria-components'
import field from './field.module.css'
import { FieldHelp } from './field-help.tsx'
import styles from './select.module.css'

interface SelectProps<Value extends Key> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly help?: string
  /** The label is only spoken: what the value belongs to stands beside it. */
  readonly isLabelHidden?: boolean
}

/** One of a few values, opened on demand. */
export function Select<Value extends Key>({ label, value, options, onChange, help, isLabelHidden = false }: SelectProps<Value>) {
  return (
    <AriaSelect
      className={field.field ?? ''}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key)
        if (chosen !== undefined) onChange(chosen.value)
      }}
    >
      <Label className={isLabelHidden ? 'visually-hidden' : (field.label ?? '')}>{label}</Label>
      <Button className={styles.button ?? ''}>
        <SelectValue className={styles.value ?? ''} />
        <ChevronDown aria-hidden />
      </Button>
      <FieldHelp>{help}</FieldHelp>
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox className={styles.list ?? ''}>
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.label} className={styles.option ?? ''}>
              {option.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
