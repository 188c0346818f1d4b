import type { Connection, Mirror } from '../../../src-preload/contract/index.ts'
import { episodeErrorText } from '../../state/error-text.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Steady } from '../../ui/steady.tsx'
import styles from './transfer.module.css'

/** The connections of an episode: which fetches what, from where, how fast. */
export function ConnectionList({ connections }: { readonly connections: readonly Connection[] }) {
  const t = useText()
  const format = useFormat()
  if (connections.length === 0) return <p className={styles.nothing}>{t('details:connection.none')}</p>
  return (
    <ul className={styles.connections} aria-label={t('details:connections')}>
      {connections.map(({ number, host, position, end, speed, isWaiting }) => (
        <li key={number} className={styles.connection}>
          <span className={styles.number}>{number}</span>
          <span className={styles.host} title={host}>
            <bdi>{host}</bdi>
          </span>
          <Steady className={styles.speed}>{isWaiting ? t('details:connection.waiting') : format.speed(speed)}</Steady>
          <span className={styles.range}>
            {end === null
              ? t('details:connection.from', { position: format.bytes(position) })
              : t('details:connection.range', { position: format.bytes(position), end: format.bytes(end + 1) })}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The addresses of an episode and what is made of them. */
export function MirrorList({ mirrors }: { readonly mirrors: readonly Mirror[] }) {
  const t = useText()
  const format = useFormat()
  return (
    <ul className={styles.mirrors} aria-label={t('details:mirror.label')}>
      {mirrors.map(({ url, host, from, state, connections, failure }) => (
        <li key={url}>
          <span className={styles.mirrorHead}>
            <span className={styles.host} title={url}>
              <bdi>{host}</bdi>
            </span>
            <span className={state === 'dropped' ? styles.dropped : styles.mirrorState}>
              {state === 'used'
                ? t('details:mirror.used', { count: connections, formatted: format.count(connections) })
                : t(`details:mirror.${state}`)}
            </span>
          </span>
          {failure !== null && <span className={styles.reason}>{episodeErrorText(t, failure).what}</span>}
          {from === 'server' && <span className={styles.reason}>{t('details:mirror.fromServer')}</span>}
        </li>
      ))}
    </ul>
  )
}
