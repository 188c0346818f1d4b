import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { SettingNumber } from './setting-number.tsx'
import { type SectionProps, useSetting } from './use-setting.ts'

const { maxSlotsPerHost, maxConnectionsPerEpisode, maxConnectionsPerHost, hostRequestIntervalMs, tokenSaveIntervalMs } =
  settingsSchema.shape

export function ConnectionsSection({ settings }: SectionProps) {
  const t = useText()
  const { change } = useSetting()
  return (
    <>
      <SettingNumber
        label={t('settings:maxConnectionsPerEpisode.label')}
        help={t('settings:maxConnectionsPerEpisode.help')}
        value={settings.maxConnectionsPerEpisode}
        schema={maxConnectionsPerEpisode}
        patch={(value) => ({ maxConnectionsPerEpisode: value })}
      />
      <SettingNumber
        label={t('settings:maxConnectionsPerHost.label')}
        help={t('settings:maxConnectionsPerHost.help')}
        value={settings.maxConnectionsPerHost}
        schema={maxConnectionsPerHost}
        patch={(value) => ({ maxConnectionsPerHost: value })}
      />
      <SettingNumber
        label={t('settings:maxSlotsPerHost.label')}
        help={t('settings:maxSlotsPerHost.help')}
        value={settings.maxSlotsPerHost}
        schema={maxSlotsPerHost}
        patch={(value) => ({ maxSlotsPerHost: value })}
      />
      <SettingNumber
        label={t('settings:hostRequestIntervalMs.label')}
        help={t('settings:hostRequestIntervalMs.help')}
        value={settings.hostRequestIntervalMs}
        schema={hostRequestIntervalMs}
        scale={1_000}
        unit={t('settings:unit.seconds')}
        patch={(value) => ({ hostRequestIntervalMs: value })}
      />
      <SettingNumber
        label={t('settings:tokenSaveIntervalMs.label')}
        help={t('settings:tokenSaveIntervalMs.help')}
        value={settings.tokenSaveIntervalMs}
        schema={tokenSaveIntervalMs}
        scale={1_000}
        unit={t('settings:unit.seconds')}
        patch={(value) => ({ tokenSaveIntervalMs: value })}
      />
      <Checkbox
        isSelected={settings.allowPrivateAddresses}
        help={t('settings:allowPrivateAddresses.help')}
        onChange={(allowPrivateAddresses) => change({ allowPrivateAddresses })}
      >
        {t('settings:allowPrivateAddresses.label')}
      </Checkbox>
    </>
  )
}
