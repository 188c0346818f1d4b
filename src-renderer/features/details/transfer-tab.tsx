import type { Episode } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { ConnectionList, MirrorList } from './connection-list.tsx'
import { ExchangeList } from './exchange-list.tsx'
import { Section } from './section.tsx'
import { useTransfer } from './use-transfer.ts'

/** Where an episode comes from, and what was said on the way. */
export function TransferTab({ episode }: { readonly episode: Episode }) {
  const t = useText()
  const transfer = useTransfer(episode)
  if (transfer === null) return null
  return (
    <>
      {episode.status === 'downloading' && (
        <Section name={t('details:connections')}>
          <ConnectionList connections={transfer.connections} />
        </Section>
      )}
      <Section name={t('details:mirror.label')}>
        <MirrorList mirrors={transfer.mirrors} />
      </Section>
      <Section name={t('details:exchange.label')}>
        <ExchangeList exchanges={transfer.exchanges} />
      </Section>
    </>
  )
}
