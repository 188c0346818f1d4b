import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { SettingChoice } from './setting-choice.tsx'
import { SettingNumber } from './setting-number.tsx'
import { SettingText } from './setting-text.tsx'
import { type ControlProps, useSetting } from './use-setting.ts'

const { minFreeBytes, onConflict, historyDays } = settingsSchema.shape

export function DownloadDirectory({ settings }: ControlProps) {
  const { commands, kind } = useCore()
  const t = useText()
  const { change } = useSetting()
  const choose = async () => {
    const downloadDirectory = await commands.chooseFolder(settings.downloadDirectory)
    if (downloadDirectory !== null) await change({ downloadDirectory })
  }
  return (
    <SettingText
      id="downloadDirectory"
      value={settings.downloadDirectory}
      beside={kind === 'desktop' && <Button onPress={() => void choose()}>{t('settings:downloadDirectory.choose')}</Button>}
    />
  )
}

export function FileNameTemplate({ settings }: ControlProps) {
  return <SettingText id="fileNameTemplate" value={settings.fileNameTemplate} />
}

export function OnConflict({ settings }: ControlProps) {
  const t = useText()
  return (
    <SettingChoice
      id="onConflict"
      value={settings.onConflict}
      isLong
      options={onConflict.options.map((value) => ({ value, label: t(`settings:onConflict.${value}`) }))}
    />
  )
}

export function MinFreeBytes({ settings }: ControlProps) {
  return (
    <SettingNumber
      id="minFreeBytes"
      value={settings.minFreeBytes}
      schema={minFreeBytes}
      scale={1_000_000}
      measure="megabyte"
      decimals={0}
    />
  )
}

export function HistoryDays({ settings }: ControlProps) {
  return <SettingNumber id="historyDays" value={settings.historyDays} schema={historyDays} measure="day" />
}
