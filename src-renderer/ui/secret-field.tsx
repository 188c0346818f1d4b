import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { TextField as AriaTextField, FieldError, Input, Label, Text } from 'react-aria-components'
import { IconButton } from './button.tsx'
import styles from './field.module.css'

interface SecretFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly showLabel: string
  readonly hideLabel: string
  readonly help?: string
  readonly placeholder?: string
  /** What is wrong with the value; null where nothing is. */
  readonly error?: string | null
}

/** A password or a token: dots, until somebody wants to see what was typed. Never filled in by the browser. */
export function SecretField(props: SecretFieldProps) {
  const { label, value, onChange, showLabel, hideLabel, help, placeholder = '', error = null } = props
  const [isShown, setShown] = useState(false)
  return (
    <AriaTextField
      className={styles.field ?? ''}
      type={isShown ? 'text' : 'password'}
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      autoComplete="new-password"
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <div className={styles.box}>
        <Input className={styles.input ?? ''} placeholder={placeholder} spellCheck={false} autoCapitalize="off" />
        <IconButton
          label={isShown ? hideLabel : showLabel}
          icon={isShown ? <EyeOff /> : <Eye />}
          onPress={() => setShown(!isShown)}
        />
      </div>
      {help !== undefined && (
        <Text slot="description" className={styles.help ?? ''}>
          {help}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </AriaTextField>
  )
}
