import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from './button.tsx'
import { TextField } from './text-field.tsx'

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
export function SecretField({ showLabel, hideLabel, ...field }: SecretFieldProps) {
  const [isShown, setShown] = useState(false)
  return (
    <TextField
      {...field}
      type={isShown ? 'text' : 'password'}
      autoComplete="new-password"
      autoCapitalize="off"
      beside={
        <IconButton
          label={isShown ? hideLabel : showLabel}
          icon={isShown ? <EyeOff /> : <Eye />}
          onPress={() => setShown(!isShown)}
        />
      }
    />
  )
}
