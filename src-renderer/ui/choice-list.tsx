import { Label, Radio, RadioGroup } from 'react-aria-components'
import styles from './choice-list.module.css'
import field from './field.module.css'

interface ChoiceListProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string; readonly help: string }[]
  readonly onChange: (value: Value) => void
}

/** One of a few values, each with a sentence that says what it means. */
export function ChoiceList<Value extends string>({ label, value, options, onChange }: ChoiceListProps<Value>) {
  return (
    <RadioGroup
      className={field.field ?? ''}
      value={value}
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen)
        if (option !== undefined) onChange(option.value)
      }}
    >
      <Label className={field.label ?? ''}>{label}</Label>
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className={styles.option ?? ''}>
          <span className={styles.mark} aria-hidden />
          <span className={styles.words}>
            <span>{option.label}</span>
            <span className={styles.help}>{option.help}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}
