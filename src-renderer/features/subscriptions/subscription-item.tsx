import { Pause, Pencil, Play, RefreshCw, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Subscription } from '../../../src-preload/contract/index.ts'
import { episodeErrorText } from '../../state/error-text.ts'
import { queueName } from '../../state/queue-name.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useNow } from '../../state/use-now.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { ruleText } from './rule-text.ts'
import styles from './subscriptions.module.css'

/** One feed: how it stands, when it is checked, what becomes of its episodes, and what can be done with it. */
export function SubscriptionItem({ subscription }: { readonly subscription: Subscription }) {
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const queue = useLive((state) => state.queues.find(({ id }) => id === subscription.queueId) ?? null)
  const { title, url, state, error, isChecking, intervalMinutes, checkedAt, nextCheckAt, seen, added, addedAt } = subscription
  const counted = (count: number) => ({ count, formatted: format.count(count) })
  const tone = error !== null || state === 'ended' ? 'bad' : state === 'paused' ? 'paused' : 'good'
  const stateName = isChecking ? 'checking' : state === 'active' && error !== null ? 'failing' : state
  const text = error === null ? null : episodeErrorText(t, error)
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <bdi>{title}</bdi>
        </h2>
        <p className={styles.state}>
          <ToneIcon tone={tone} />
          {t(`subscriptions:state.${stateName}`)}
        </p>
      </div>
      <p className={styles.url} title={url}>
        <bdi>{url}</bdi>
      </p>
      {text !== null && (
        <p className={styles.error}>
          {`${text.what} ${text.help}`}
          {subscription.failingSince !== null && subscription.failures > 1 && (
            <>
              {' '}
              {t('subscriptions:failing', {
                ...counted(subscription.failures),
                time: format.relative(subscription.failingSince, now),
              })}
            </>
          )}
        </p>
      )}
      <dl className={styles.facts}>
        <Fact name={t('subscriptions:fact.checked')}>
          {checkedAt === null ? t('subscriptions:never') : format.relative(checkedAt, now)}
        </Fact>
        <Fact name={t('subscriptions:fact.next')}>
          {nextCheckAt === null
            ? t('subscriptions:notByItself')
            : t('subscriptions:nextAt', {
                time: format.moment(nextCheckAt, now),
                interval: format.words(intervalMinutes * 60),
              })}
        </Fact>
        <Fact name={t('subscriptions:fact.episodes')}>
          {t('subscriptions:taken', { added: format.count(added), seen: format.count(seen) })}
          {addedAt !== null && (
            <span className={styles.soft}>
              {t('subscriptions:addedLast', { ...counted(subscription.addedLast), time: format.relative(addedAt, now) })}
            </span>
          )}
        </Fact>
        <Fact name={t('subscriptions:fact.rule')}>{ruleText(t, format, subscription.rule)}</Fact>
        <Fact name={t('subscriptions:fact.target')}>
          {subscription.directory ?? t('subscriptions:defaultFolder')}
          {queue !== null && <span className={styles.soft}>{queueName(t, queue)}</span>}
        </Fact>
      </dl>
      <Actions subscription={subscription} />
    </li>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Actions({ subscription }: { readonly subscription: Subscription }) {
  const { subscriptions, view } = useCore()
  const t = useText()
  const { state, isChecking, title } = subscription
  const isActive = state === 'active'
  return (
    <fieldset className={styles.actions} aria-label={t('subscriptions:actions', { title })}>
      <Button icon={<RefreshCw aria-hidden />} isPending={isChecking} onPress={() => void subscriptions.check(subscription)}>
        {t('subscriptions:check')}
      </Button>
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
