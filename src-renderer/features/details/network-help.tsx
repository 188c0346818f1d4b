import { Network, ShieldAlert } from 'lucide-react'
import type { EpisodeError } from '../../../src-preload/contract/index.ts'
import { refusedCertificate } from '../../state/certificate.ts'
import type { RowRef } from '../../state/row-ref.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'

/** What helps where a proxy or a certificate stands in the way; nothing elsewhere. */
export function NetworkHelp({ error, item }: { readonly error: EpisodeError | null; readonly item: RowRef }) {
  const { view } = useCore()
  const t = useText()
  const refused = refusedCertificate(error)
  if (error?.code === 'PROXY') {
    return (
      <Button
        icon={<Network aria-hidden />}
        onPress={() => view.setState({ dialog: { kind: 'settings', setting: 'proxy.use' } })}
      >
        {t('table:remedy.proxy')}
      </Button>
    )
  }
  if (refused === null) return null
  return (
    <Button icon={<ShieldAlert aria-hidden />} onPress={() => view.setState({ dialog: { kind: 'certificate', refused, item } })}>
      {t('table:remedy.certificate')}
    </Button>
  )
}
