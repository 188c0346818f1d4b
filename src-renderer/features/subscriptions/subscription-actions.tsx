import { ListChecks, ListVideo, Pause, Pencil, Play, RefreshCw, Trash2 } from 'lucide-react'
import type { Subscription } from '../../../src-preload/contract/index.ts'
import { showJob } from '../../state/show-job.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import styles from './subscriptions.module.css'

/** What can be done with a subscription. */
export function SubscriptionActions({ subscription }: { readonly subscription: Subscription }) {
  const core = useCore()
  const { subscriptions, view } = core
  const t = useText()
  const { state, isChecking, title, jobId } = subscription
  const isActive = state === 'active'
  return (
    <fieldset className={styles.actions} aria-label={t('subscriptions:actions', { title })}>
      <Button icon={<RefreshCw aria-hidden />} isPending={isChecking} onPress={() => void subscriptions.check(subscription)}>
        {t('subscriptions:check')}
      </Button>
      <Button
        icon={<ListChecks aria-hidden />}
        onPress={() => view.setState({ dialog: { kind: 'subscriptionItems', subscription } })}
      >
        {t('subscriptions:episodes')}
      </Button>
      {jobId !== null && (
        <Button icon={<ListVideo aria-hidden />} onPress={() => void showJob(core, jobId)}>
          {t('subscriptions:showJob')}
        </Button>
      )}
      <Button
        icon={isActive ? <Pause aria-hidden /> : <Play aria-hidden />}
        onPress={() => void subscriptions.setPaused(subscription, isActive)}
      >
        {t(isActive ? 'subscriptions:pause' : 'subscriptions:resume')}
      </Button>
      <Button icon={<Pencil aria-hidden />} onPress={() => view.setState({ dialog: { kind: 'subscription', subscription } })}>
        {t('subscriptions:change')}
      </Button>
      <Button icon={<Trash2 aria-hidden />} onPress={() => view.setState({ dialog: { kind: 'unsubscribe', subscription } })}>
        {t('subscriptions:remove')}
      </Button>
    </fieldset>
  )
}
