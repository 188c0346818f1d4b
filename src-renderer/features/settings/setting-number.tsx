import type { ReactNode } from 'react'
import type { SettingsPatch } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { QuantityField } from '../../ui/quantity-field.tsx'
import { useSetting } from './use-setting.ts'

interface SettingNumberProps {
  readonly label: string
  readonly help?: string
  readonly value: number
  /** The schema of the setting, which knows its bounds. */
  readonly schema: { readonly minValue: number | null; readonly maxValue: number | null }
  /** Value of one shown unit. */
  readonly scale?: number
  readonly unit?: string
  /** Decimals that are shown. */
  readonly decimals?: number
  readonly isDisabled?: boolean
  /** A control beside the number. */
  readonly beside?: ReactNode
  readonly patch: (value: number) => SettingsPatch
}

/** A setting that is a number: its range comes from the contract, and a value out of it is told and not sent. */
export function SettingNumber(props: SettingNumberProps) {
  const { label, help, value, schema, scale = 1, unit, decimals = 3, isDisabled = false, beside, patch } = props
  const t = useText()
  const format = useFormat()
  const { error, change } = useSetting()
  const minimum = schema.minValue ?? 0
  const maximum = schema.maxValue ?? Number.MAX_SAFE_INTEGER
  const shown = (number: number) => {
    const text = format.decimal(number / scale)
    return unit === undefined ? text : `${text}\u00a0${unit}`
  }
  return (
    <QuantityField
      label={label}
      help={help}
      isDisabled={isDisabled}
      value={value}
      minimum={minimum}
      maximum={maximum}
      scale={scale}
      unit={unit}
      decimals={decimals}
      beside={beside}
      locale={format.locale}
      rangeError={t('settings:range', { minimum: shown(minimum), maximum: shown(maximum), value: shown(value) })}
      error={error}
      onChange={(number) => change(patch(number))}
    />
  )
}
