import { type SettingId, settingCatalogue } from '../../state/setting-catalogue.ts'
import { useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { SettingRefusal } from './setting-refusal.tsx'
import { patchOf, useSetting } from './use-setting.ts'

/** A setting that is on or off. */
export function SettingSwitch({ id, value }: { readonly id: SettingId; readonly value: boolean }) {
  const t = useText()
  const { error, change } = useSetting()
  const { label, help } = settingCatalogue[id]
  return (
    <>
      <Checkbox isSelected={value} help={t(help)} onChange={(isOn) => void change(patchOf(id, isOn))}>
        {t(label)}
      </Checkbox>
      <SettingRefusal error={error} />
    </>
  )
}
