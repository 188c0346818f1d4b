import { type SettingId, settingCatalogue } from '../../state/setting-catalogue.ts'
import { useText } from '../../state/use-text.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { SettingRefusal } from './setting-refusal.tsx'
import { patchOf, useSetting } from './use-setting.ts'

/** So many values stand beside each other; more open on demand. */
const mostInSight = 4

interface SettingChoiceProps<Value extends string> {
  readonly id: SettingId
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  /** The labels are sentences, which find no room beside each other. */
  readonly isLong?: boolean
}

/** A setting that is one of a few values. */
export function SettingChoice<Value extends string>({ id, value, options, isLong = false }: SettingChoiceProps<Value>) {
  const t = useText()
  const { error, change } = useSetting()
  const { label, help } = settingCatalogue[id]
  const props = {
    label: t(label),
    help: t(help),
    value,
    options,
    onChange: (chosen: Value) => void change(patchOf(id, chosen)),
  }
  return (
    <>
      {isLong || options.length > mostInSight ? <Select {...props} /> : <Segmented {...props} />}
      <SettingRefusal error={error} />
    </>
  )
}
