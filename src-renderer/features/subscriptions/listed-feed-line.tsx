import { withoutCredentials } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { subscribeProblemText } from './feed-error-text.ts'
import styles from './import-feeds.module.css'
import type { FeedOutcome, ListedFeed } from './use-feed-import.ts'

interface ListedFeedLineProps {
  readonly feed: ListedFeed
  /** Null before it was its turn. */
  readonly outcome: FeedOutcome | null
  readonly isChosen: boolean
  readonly onChoose: (isChosen: boolean) => void
}

/** One feed of a list: chosen or left out while it can be, and what became of it. */
export function ListedFeedLine({ feed, outcome, isChosen, onChoose }: ListedFeedLineProps) {
  const t = useText()
  const { title, subscriptionId } = feed
  const address = withoutCredentials(feed.url)
  const name = <bdi className={styles.name}>{title ?? address}</bdi>
  const isThere = subscriptionId !== null || outcome?.kind === 'done'
  return (
    <li className={styles.feed}>
      {isThere ? (
        <p className={styles.there}>
          <ToneIcon tone="good" />
          {name}
        </p>
      ) : (
        <Checkbox isSelected={isChosen} onChange={onChoose}>
          {name}
        </Checkbox>
      )}
      <p className={styles.address} title={address}>
        <bdi>{address}</bdi>
      </p>
      {subscriptionId !== null && <p className={styles.address}>{t('subscriptions:import.there')}</p>}
      {outcome?.kind === 'done' && <p className={styles.address}>{t('subscriptions:import.subscribed')}</p>}
      {outcome?.kind === 'reading' && <p className={styles.address}>{t('subscriptions:dialog.reading')}</p>}
      {outcome?.kind === 'failed' && <p className={styles.failed}>{subscribeProblemText(t, outcome.problem)}</p>}
    </li>
  )
}
