import type { ReactNode } from 'react'
import { TextField as AriaTextField, FieldError, Input, Label, TextArea } from 'react-aria-components'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import { FieldHelp } from './field-help.tsx'

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
  readonly type?: 'text' | 'password'
  /** Browsers fill nothing in unless this says what. */
  readonly autoComplete?: 'off' | 'new-password'
  /** Keyboards of phones begin with a capital unless this is off. */
  readonly autoCapitalize?: 'off'
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
  autoComplete = 'off',
  autoCapitalize,
  ...props
}: TextFieldProps) {
  return (
    <AriaTextField
      {...props}
      autoComplete={autoComplete}
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
          <Input className={styles.input ?? ''} placeholder={placeholder} spellCheck={false} autoCapitalize={autoCapitalize} />
          {beside}
        </div>
      ) : (
        <TextArea className={classNames(styles.input, styles.area)} rows={rows} placeholder={placeholder} spellCheck={false} />
      )}
      <FieldHelp>{help}</FieldHelp>
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </AriaTextField>
  )
}
