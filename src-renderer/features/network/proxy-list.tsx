import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ProxyServer } from '../../../src-preload/contract/index.ts'
import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Entries } from './entries.tsx'
import styles from './network.module.css'
import { ProxyDialog } from './proxy-dialog.tsx'
import { RemoveProxyDialog } from './remove-proxy-dialog.tsx'

/** What is open above the list; `proxy` null: a new one. */
type Open =
  | { readonly kind: 'edit'; readonly proxy: ProxyServer | null }
  | { readonly kind: 'remove'; readonly proxy: ProxyServer }

/** The proxies that can be chosen. */
export function ProxyList() {
  const t = useText()
  const proxies = useLive((state) => state.proxies)
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Entries
        label={t('network:proxies.label')}
        empty={t('network:proxies.empty')}
        items={proxies.map((proxy) => (
          <li key={proxy.id} className={styles.entry}>
            <span className={styles.text}>
              <bdi>{proxy.name}</bdi>
              <span className={styles.detail}>
                {t(proxy.username === '' ? 'network:proxies.place' : 'network:proxies.placeWithUser', {
                  kind: t(`network:kindShort.${proxy.kind}`),
                  host: proxy.host,
                  port: proxy.port,
                  username: proxy.username,
                })}
              </span>
            </span>
            <IconButton
              label={t('network:proxies.editNamed', { name: proxy.name })}
              icon={<Pencil />}
              onPress={() => setOpen({ kind: 'edit', proxy })}
            />
            <IconButton
              label={t('network:proxies.removeNamed', { name: proxy.name })}
              icon={<Trash2 />}
              onPress={() => setOpen({ kind: 'remove', proxy })}
            />
          </li>
        ))}
      >
        <Button className={styles.start} icon={<Plus aria-hidden />} onPress={() => setOpen({ kind: 'edit', proxy: null })}>
          {t('network:proxies.add')}
        </Button>
      </Entries>
      {open?.kind === 'edit' && <ProxyDialog proxy={open.proxy} onClose={close} />}
      {open?.kind === 'remove' && <RemoveProxyDialog proxy={open.proxy} onClose={close} />}
    </>
  )
}
