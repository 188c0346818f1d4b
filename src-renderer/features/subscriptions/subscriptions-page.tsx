import { Download, Import, Rss } from 'lucide-react'
import { useEffect } from 'react'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { PageScroll } from '../../ui/page-scroll.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { SubscriptionItem } from './subscription-item.tsx'
import styles from './subscriptions.module.css'

/** The feeds that are checked by themselves. */
export function SubscriptionsPage() {
  const { subscriptions, view } = useCore()
  const t = useText()
  const items = useLive((state) => state.subscriptions)
  const isOnline = useLive((state) => state.connection === 'online')
  useEffect(() => {
    if (isOnline) void subscriptions.read()
  }, [subscriptions, isOnline])
  const save = async () => {
    const list = await subscriptions.exported()
    if (list !== null) saveFile(list, 'staffel-subscriptions.opml')
  }
  const add = (
    <>
      <Button
        variant="primary"
        icon={<Rss aria-hidden />}
        onPress={() => view.setState({ dialog: { kind: 'subscription', subscription: null } })}
      >
        {t('subscriptions:add')}
      </Button>
      <Button icon={<Import aria-hidden />} onPress={() => view.setState({ dialog: { kind: 'importFeeds' } })}>
        {t('subscriptions:import.open')}
      </Button>
    </>
  )
  return (
    <Page id="subscriptions" label={t('subscriptions:title')} isBusy={items === null}>
      {items?.length === 0 && (
        <Empty icon={<Rss aria-hidden />} title={t('subscriptions:emptyTitle')} text={t('subscriptions:emptyText')}>
          <div className={styles.bar}>{add}</div>
        </Empty>
      )}
      {items !== null && items.length > 0 && (
        <PageScroll>
          <div className={styles.bar}>
            {add}
            <Button icon={<Download aria-hidden />} onPress={() => void save()}>
              {t('subscriptions:export')}
            </Button>
          </div>
          <ul className={styles.list} aria-label={t('subscriptions:title')}>
            {items.map((subscription) => (
              <SubscriptionItem key={subscription.id} subscription={subscription} />
            ))}
          </ul>
        </PageScroll>
      )}
    </Page>
  )
}
