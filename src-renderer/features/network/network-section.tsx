import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Select } from '../../ui/select.tsx'
import { type SectionProps, useSetting } from '../settings/use-setting.ts'
import { AuthorityFiles } from './authority-files.tsx'
import { BypassField } from './bypass-field.tsx'
import { HostWays } from './host-ways.tsx'
import { ProxyList } from './proxy-list.tsx'
import { TrustedCertificates } from './trusted-certificates.tsx'
import { useWays } from './use-ways.ts'

/** Which way requests go, and whom encrypted connections are trusted to. */
export function NetworkSection({ settings }: SectionProps) {
  const t = useText()
  const { change } = useSetting()
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
        onChange={(chosen) => change({ proxy: { use: chosen } })}
      />
      <ProxyList />
      <BypassField bypass={settings.proxy.bypass} />
      <HostWays hosts={settings.proxy.hosts} />
      <AuthorityFiles caFiles={settings.tls.caFiles} />
      <TrustedCertificates exceptions={settings.tls.exceptions} />
    </>
  )
}
