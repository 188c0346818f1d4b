import { type ReactNode, useEffect, useId, useRef } from 'react'
import type { Subscription } from '../../../src-preload/contract/index.ts'
import { queueName } from '../../state/queue-name.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useNow } from '../../state/use-now.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { FeedError } from './feed-error.tsx'
import { ruleText } from './rule-text.ts'
import { SubscriptionActions } from './subscription-actions.tsx'
import styles from './subscriptions.module.css'

/** One feed: how it stands, when it is checked, what becomes of its episodes, and what can be done with it. */
export function SubscriptionItem({ subscription }: { readonly subscription: Subscription }) {
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const titleId = useId()
  const heading = useWantedHeading(subscription.id)
  const { title, url, state, error, isChecking, movedFrom, movedAt } = subscription
  const tone = error !== null || state === 'ended' ? 'bad' : state === 'paused' ? 'paused' : 'good'
  const stateName = isChecking ? 'checking' : state === 'active' && error !== null ? 'failing' : state
  return (
    <li className={styles.item} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h2 id={titleId} ref={heading} className={styles.title} tabIndex={-1}>
          <bdi>{title}</bdi>
        </h2>
        <p role="status" className={styles.state}>
          <ToneIcon tone={tone} />
          {t(`subscriptions:state.${stateName}`)}
        </p>
      </div>
      <div>
        <p className={styles.url} title={url}>
          <bdi>{url}</bdi>
        </p>
        {movedFrom !== null && movedAt !== null && (
          <p className={styles.moved}>
            {t('subscriptions:moved', { time: format.moment(movedAt, now) })} <bdi>{movedFrom}</bdi>
          </p>
        )}
      </div>
      <FeedError subscription={subscription} />
      <Facts subscription={subscription} />
      <SubscriptionActions subscription={subscription} />
    </li>
  )
}

/** The heading takes the focus where another place of the window leads to its subscription. */
function useWantedHeading(id: string) {
  const { view } = useCore()
  const heading = useRef<HTMLHeadingElement>(null)
  const isWanted = useView((state) => state.subscriptionWantedId === id)
  useEffect(() => {
    if (!isWanted) return
    heading.current?.focus()
    heading.current?.closest('li')?.scrollIntoView({ block: 'nearest' })
    view.setState({ subscriptionWantedId: null })
  }, [isWanted, view])
  return heading
}

function Facts({ subscription }: { readonly subscription: Subscription }) {
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const queue = useLive((state) => state.queues.find(({ id }) => id === subscription.queueId) ?? null)
  const { intervalMinutes, checkedAt, nextCheckAt, error, seen, added, addedAt, addedLast } = subscription
  return (
    <dl className={styles.facts}>
      <Fact name={t('subscriptions:fact.checked')}>
        {checkedAt === null ? t('subscriptions:never') : format.relative(checkedAt, now)}
      </Fact>
      <Fact name={t('subscriptions:fact.next')}>
        {nextCheckAt === null ? (
          t('subscriptions:notByItself')
        ) : (
          <>
            {format.moment(nextCheckAt, now)}
            <span className={styles.soft}>
              {t(error === null ? 'subscriptions:every' : 'subscriptions:everyOtherwise', {
                interval: format.words(intervalMinutes * 60),
              })}
            </span>
          </>
        )}
      </Fact>
      <Fact name={t('subscriptions:fact.episodes')}>
        {t('subscriptions:taken', { added: format.count(added), seen: format.count(seen) })}
        {addedAt !== null && (
          <span className={styles.soft}>
            {t('subscriptions:addedLast', {
              count: addedLast,
              formatted: format.count(addedLast),
              time: format.relative(addedAt, now),
            })}
          </span>
        )}
      </Fact>
      <Fact name={t('subscriptions:fact.rule')}>{ruleText(t, format, subscription.rule)}</Fact>
      <Fact name={t('subscriptions:fact.target')}>
        {subscription.directory ?? t('subscriptions:defaultFolder')}
        {queue !== null && <span className={styles.soft}>{queueName(t, queue)}</span>}
      </Fact>
    </dl>
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
