import { Radio } from 'react-aria-components'
import { ChoiceGroup, type ChoiceGroupProps } from './choice-group.tsx'
import styles from './segmented.module.css'

interface Option<Value> {
  readonly value: Value
  readonly label: string
}

/** One of two to four values, beside each other. */
export function Segmented<Value extends string>(props: ChoiceGroupProps<Value, Option<Value>>) {
  return (
    <ChoiceGroup {...props}>
      <div className={styles.row}>
        {props.options.map((option) => (
          <Radio key={option.value} value={option.value} className={styles.option ?? ''}>
            {option.label}
          </Radio>
        ))}
      </div>
    </ChoiceGroup>
  )
}
