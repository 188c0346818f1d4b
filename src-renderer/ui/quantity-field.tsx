import { type ReactNode, useEffect, useRef, useState } from 'react'
import { TextField as AriaTextField, FieldError, Input, Label } from 'react-aria-components'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import { FieldHelp } from './field-help.tsx'
import { readNumber } from './format/read-number.ts'

interface QuantityFieldProps {
  readonly label: string
  readonly value: number
  /** Bounds of the value, both included. */
  readonly minimum: number
  readonly maximum: number
  /** Value of one shown unit: 1,000 where milliseconds are shown as seconds. */
  readonly scale?: number
  readonly unit?: string | undefined
  /** Decimals that are shown; more may be typed. */
  readonly decimals?: number
  /** A control beside the input. */
  readonly beside?: ReactNode
  readonly help?: string | undefined
  readonly isDisabled?: boolean
  /** BCP 47. */
  readonly locale: string
  /** What is said of text that is no number in the range. */
  readonly rangeError: string
  /** What the other side says of the value; null where nothing. */
  readonly error?: string | null
  /** Called as soon as what is typed is a value in the range. */
  readonly onChange: (value: number) => void
}

/** Typing must not send a request per key. */
const typingPauseMs = 300

/**
 * A number with its unit. A value out of range is told in its place and changes nothing: it is neither sent nor bent.
 */
export function QuantityField(props: QuantityFieldProps) {
  const {
    label,
    value,
    minimum,
    maximum,
    scale = 1,
    unit,
    decimals = 3,
    beside,
    help,
    isDisabled = false,
    locale,
    rangeError,
    error = null,
    onChange,
  } = props
  /** What is typed; null while the field shows the value. */
  const [draft, setDraft] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const shown = new Intl.NumberFormat(locale, { maximumFractionDigits: decimals, useGrouping: false }).format(value / scale)
  const read = (text: string) => {
    const number = readNumber(text, locale)
    if (number === null) return null
    const scaled = Math.round(number * scale * 1_000) / 1_000
    return Number.isInteger(scaled) && scaled >= minimum && scaled <= maximum ? scaled : null
  }
  const isRefused = draft !== null && read(draft) === null

  const commit = (text: string) => {
    clearTimeout(timer.current)
    const number = read(text)
    if (number !== null && number !== value) onChange(number)
  }
  const step = (direction: 1 | -1) => {
    const next = Math.min(maximum, Math.max(minimum, value + direction * scale))
    setDraft(null)
    if (next !== value) onChange(next)
  }

  return (
    <AriaTextField
      className={styles.field ?? ''}
      value={draft ?? shown}
      isInvalid={isRefused || error !== null}
      isDisabled={isDisabled}
      inputMode="decimal"
      onChange={(text) => {
        setDraft(text)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => commit(text), typingPauseMs)
      }}
      onBlur={() => {
        if (draft === null) return
        commit(draft)
        if (!isRefused) setDraft(null)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && draft !== null) commit(draft)
        else if (event.key === 'ArrowUp') step(1)
        else if (event.key === 'ArrowDown') step(-1)
        else event.continuePropagation()
      }}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <div className={styles.box}>
        <Input className={classNames(styles.input, styles.quantity)} autoComplete="off" />
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
        {beside}
      </div>
      <FieldHelp>{help}</FieldHelp>
      <FieldError className={styles.error ?? ''}>{isRefused ? rangeError : error}</FieldError>
    </AriaTextField>
  )
}
