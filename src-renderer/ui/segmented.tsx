import { Label, Radio, RadioGroup, Text } from 'react-aria-components'
import field from './field.module.css'
import styles from './segmented.module.css'

interface SegmentedProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly help?: string
}

/** One of two to four values, all of them in sight. */
export function Segmented<Value extends string>({ label, value, options, onChange, help }: SegmentedProps<Value>) {
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
      <div className={styles.row}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={styles.option ?? ''}>
            {option.label}
          </Radio>
        ))}
      </div>
      {help !== undefined && (
        <Text slot="description" className={field.help ?? ''}>
          {help}
        </Text>
      )}
    </RadioGroup>
  )
}
