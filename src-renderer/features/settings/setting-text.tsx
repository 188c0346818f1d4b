import type { ReactNode } from 'react'
import type { SettingsPatch } from '../../../src-preload/contract/index.ts'
import { CommittedField } from '../../ui/committed-field.tsx'
import { useSetting } from './use-setting.ts'

interface SettingTextProps {
  readonly label: string
  readonly help: string
  readonly value: string
  readonly patch: (value: string) => SettingsPatch
  readonly beside?: ReactNode
}

/** A setting that is a text. */
export function SettingText({ patch, ...props }: SettingTextProps) {
  const { error, change } = useSetting()
  return <CommittedField {...props} error={error} onCommit={(value) => change(patch(value))} />
}
