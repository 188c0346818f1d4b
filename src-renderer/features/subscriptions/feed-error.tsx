import type { Subscription } from '../../../src-preload/contract/index.ts'
import { useNow } from '../../state/use-now.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { feedErrorText } from './feed-error-text.ts'
import styles from './subscriptions.module.css'

/** Why a subscription's last check failed, what helps, and since when and how often it has; nothing where it went well. */
export function FeedError({ subscription: { error, failures, failingSince } }: { readonly subscription: Subscription }) {
  const t = useText()
  const format = useFormat()
  const now = useNow()
  if (error === null) return null
  const { what, help } = feedErrorText(t, error)
  return (
    <div className={styles.error}>
      <p className={styles.what}>{what}</p>
      <p>{help}</p>
      {failingSince !== null && failures > 1 && (
        <p className={styles.small}>
          {t('subscriptions:failing', {
            count: failures,
            formatted: format.count(failures),
            time: format.moment(failingSince, now),
          })}
        </p>
      )}
    </div>
  )
}
