import type { ReactNode } from 'react'
import { type SettingId, settingCatalogue } from '../../state/setting-catalogue.ts'
import { useText } from '../../state/use-text.ts'
import { CommittedField } from '../../ui/committed-field.tsx'
import { patchOf, useSetting } from './use-setting.ts'

interface SettingTextProps {
  readonly id: SettingId
  readonly value: string
  readonly beside?: ReactNode
}

/** A setting that is a text. */
export function SettingText({ id, ...props }: SettingTextProps) {
  const t = useText()
  const { error, change } = useSetting()
  const { label, help } = settingCatalogue[id]
  return (
    <CommittedField {...props} label={t(label)} help={t(help)} error={error} onCommit={(value) => change(patchOf(id, value))} />
  )
}
