import type { ReactNode } from 'react'
import { type SettingId, settingCatalogue } from '../../state/setting-catalogue.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import type { ChosenUnit } from '../../ui/format/units.ts'
import { QuantityField } from '../../ui/quantity-field.tsx'
import { patchOf, useSetting } from './use-setting.ts'

interface SettingNumberProps {
  readonly id: SettingId
  readonly value: number
  /** The schema of the setting, which knows its bounds. */
  readonly schema: { readonly minValue: number | null; readonly maxValue: number | null }
  /** Value of one shown unit. */
  readonly scale?: number
  readonly measure?: ChosenUnit
  /** Decimals that are shown. */
  readonly decimals?: number
  /** Instead of the setting's own sentence. */
  readonly help?: string
  /** A control beside the number. */
  readonly beside?: ReactNode
}

/** A setting that is a number: its range comes from the contract, and a value out of it is told and not sent. */
export function SettingNumber(props: SettingNumberProps) {
  const { id, value, schema, scale = 1, measure, decimals = 3, help, beside } = props
  const t = useText()
  const format = useFormat()
  const { error, change } = useSetting()
  const minimum = schema.minValue ?? 0
  const maximum = schema.maxValue ?? Number.MAX_SAFE_INTEGER
  const shown = (number: number) =>
    measure === undefined ? format.decimal(number / scale) : format.withUnit(number / scale, measure)
  return (
    <QuantityField
      label={t(settingCatalogue[id].label)}
      help={help ?? t(settingCatalogue[id].help)}
      value={value}
      minimum={minimum}
      maximum={maximum}
      scale={scale}
      unit={measure === undefined ? undefined : format.unitName(measure, value / scale)}
      decimals={decimals}
      beside={beside}
      locale={format.locale}
      rangeError={t('settings:range', { minimum: shown(minimum), maximum: shown(maximum), value: shown(value) })}
      error={error}
      onChange={(number) => change(patchOf(id, number))}
    />
  )
}
