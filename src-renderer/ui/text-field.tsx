import type { ReactNode } from 'react'
import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from 'react-aria-components'
import { classNames } from './class-names.ts'
import styles from './field.module.css'

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly help?: ReactNode
  /** What is wrong with the value; null where nothing is. */
  readonly error?: string | null
  readonly placeholder?: string
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
  /** Called when the value counts: on Enter, or when the field is left. */
  readonly onCommit?: () => void
  /** A control beside the input. */
  readonly beside?: ReactNode
  readonly className?: string | undefined
  /** Lines of a text of several lines. */
  readonly rows?: number
}

/** A labelled line of text, or several, with its help and what is wrong with it. */
export function TextField({
  label,
  help,
  error = null,
  placeholder = '',
  onCommit,
  beside,
  rows,
  className,
  ...props
}: TextFieldProps) {
  return (
    <AriaTextField
      {...props}
      isInvalid={error !== null}
      className={classNames(styles.field, className)}
      onBlur={() => onCommit?.()}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && rows === undefined) onCommit?.()
        else event.continuePropagation()
      }}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      {rows === undefined ? (
        <div className={styles.box}>
          <Input className={styles.input ?? ''} placeholder={placeholder} spellCheck={false} autoComplete="off" />
          {beside}
        </div>
      ) : (
        <TextArea
          className={classNames(styles.input, styles.area)}
          rows={rows}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
        />
      )}
      {help !== undefined && (
        <Text slot="description" className={styles.help ?? ''}>
          {help}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </AriaTextField>
  )
}
