import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { SettingNumber } from './setting-number.tsx'
import { SettingText } from './setting-text.tsx'
import { type SectionProps, useSetting } from './use-setting.ts'

const { minFreeBytes, onConflict, historyDays } = settingsSchema.shape

export function FilesSection({ settings }: SectionProps) {
  const { commands, kind } = useCore()
  const t = useText()
  const { change } = useSetting()
  return (
    <>
      <SettingText
        label={t('settings:downloadDirectory.label')}
        help={t('settings:downloadDirectory.help')}
        value={settings.downloadDirectory}
        patch={(downloadDirectory) => ({ downloadDirectory })}
        beside={
          kind === 'desktop' && (
            <Button
              onPress={() => {
                void commands.chooseFolder(settings.downloadDirectory).then((downloadDirectory) => {
                  if (downloadDirectory !== null) void change({ downloadDirectory })
                })
              }}
            >
              {t('settings:downloadDirectory.choose')}
            </Button>
          )
        }
      />
      <SettingText
        label={t('settings:fileNameTemplate.label')}
        help={t('settings:fileNameTemplate.help')}
        value={settings.fileNameTemplate}
        patch={(fileNameTemplate) => ({ fileNameTemplate })}
      />
      <Select
        label={t('settings:onConflict.label')}
        help={t('settings:onConflict.help')}
        value={settings.onConflict}
        options={onConflict.options.map((value) => ({ value, label: t(`settings:onConflict.${value}`) }))}
        onChange={(value) => change({ onConflict: value })}
      />
      <SettingNumber
        label={t('settings:minFreeBytes.label')}
        help={t('settings:minFreeBytes.help')}
        value={settings.minFreeBytes}
        schema={minFreeBytes}
        scale={1_000_000}
        unit={t('settings:unit.megabytes')}
        decimals={0}
        patch={(value) => ({ minFreeBytes: value })}
      />
      <SettingNumber
        label={t('settings:historyDays.label')}
        help={t('settings:historyDays.help')}
        value={settings.historyDays}
        schema={historyDays}
        unit={t('settings:unit.days')}
        patch={(value) => ({ historyDays: value })}
      />
    </>
  )
}
