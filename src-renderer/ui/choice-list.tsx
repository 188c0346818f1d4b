import { Radio } from 'react-aria-components'
import { ChoiceGroup, type ChoiceGroupProps } from './choice-group.tsx'
import styles from './choice-list.module.css'

interface Option<Value> {
  readonly value: Value
  readonly label: string
  readonly help: string
}

/** One of a few values, each with a sentence that says what it means. */
export function ChoiceList<Value extends string>(props: Omit<ChoiceGroupProps<Value, Option<Value>>, 'help'>) {
  return (
    <ChoiceGroup {...props}>
      {props.options.map((option) => (
        <Radio key={option.value} value={option.value} className={styles.option ?? ''}>
          <span className={styles.mark} aria-hidden />
          <span className={styles.words}>
            <span>{option.label}</span>
            <span className={styles.help}>{option.help}</span>
          </span>
        </Radio>
      ))}
    </ChoiceGroup>
  )
}
