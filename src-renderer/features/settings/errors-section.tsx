import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { LaterRetriesFields } from './later-retries-fields.tsx'
import { SettingNumber } from './setting-number.tsx'
import type { SectionProps } from './use-setting.ts'

const { stallTimeoutMs, retry } = settingsSchema.shape
const { maxAttempts, baseDelayMs, maxDelayMs } = retry.shape

export function ErrorsSection({ settings }: SectionProps) {
  const t = useText()
  const seconds = t('settings:unit.seconds')
  return (
    <>
      <SettingNumber
        label={t('settings:maxAttempts.label')}
        help={t('settings:maxAttempts.help')}
        value={settings.retry.maxAttempts}
        schema={maxAttempts}
        patch={(value) => ({ retry: { maxAttempts: value } })}
      />
      <SettingNumber
        label={t('settings:baseDelayMs.label')}
        help={t('settings:baseDelayMs.help')}
        value={settings.retry.baseDelayMs}
        schema={baseDelayMs}
        scale={1_000}
        unit={seconds}
        patch={(value) => ({ retry: { baseDelayMs: value } })}
      />
      <SettingNumber
        label={t('settings:maxDelayMs.label')}
        help={t('settings:maxDelayMs.help')}
        value={settings.retry.maxDelayMs}
        schema={maxDelayMs}
        scale={1_000}
        unit={seconds}
        patch={(value) => ({ retry: { maxDelayMs: value } })}
      />
      <SettingNumber
        label={t('settings:stallTimeoutMs.label')}
        help={t('settings:stallTimeoutMs.help')}
        value={settings.stallTimeoutMs}
        schema={stallTimeoutMs}
        scale={1_000}
        unit={seconds}
        patch={(value) => ({ stallTimeoutMs: value })}
      />
      <LaterRetriesFields settings={settings} />
    </>
  )
}
