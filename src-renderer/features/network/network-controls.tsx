import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Select } from '../../ui/select.tsx'
import { SettingRefusal } from '../settings/setting-refusal.tsx'
import { type ControlProps, useSetting } from '../settings/use-setting.ts'
import { AuthorityFiles } from './authority-files.tsx'
import { BypassField } from './bypass-field.tsx'
import { HostWays } from './host-ways.tsx'
import { ProxyList } from './proxy-list.tsx'
import { TrustedCertificates } from './trusted-certificates.tsx'
import { useWays } from './use-ways.ts'

/** Which way requests go, and the proxies that can be chosen. */
export function ProxyUse({ settings }: ControlProps) {
  const t = useText()
  const { error, change } = useSetting()
  const isDesktop = useLive((state) => state.app?.mode === 'desktop')
  const { use } = settings.proxy
  const ways = useWays(use)
  const systemHelp = isDesktop ? t('network:use.systemHelp') : t('network:use.environmentInsteadHelp')
  return (
    <>
      <Select
        label={t('network:use.label')}
        help={use === 'system' ? `${t('network:use.help')} ${systemHelp}` : t('network:use.help')}
        value={use}
        options={ways}
        onChange={(chosen) => void change({ proxy: { use: chosen } })}
      />
      <SettingRefusal error={error} />
      <ProxyList />
    </>
  )
}

export function ProxyBypass({ settings }: ControlProps) {
  return <BypassField bypass={settings.proxy.bypass} />
}

export function ProxyHosts({ settings }: ControlProps) {
  return <HostWays hosts={settings.proxy.hosts} />
}

export function CaFiles({ settings }: ControlProps) {
  return <AuthorityFiles caFiles={settings.tls.caFiles} />
}

export function TlsExceptions({ settings }: ControlProps) {
  return <TrustedCertificates exceptions={settings.tls.exceptions} />
}
