import type { Session } from '../../../src-preload/contract/index.ts'
import { sessionHosts } from '../../state/session-facts.ts'
import { showSessions } from '../../state/show-page.ts'
import { useCore } from '../../state/use-core.tsx'
import { useNow } from '../../state/use-now.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { jobsText, modeText, sessionStateText } from './session-text.ts'
import styles from './sessions.module.css'

interface SessionListProps {
  readonly sessions: readonly Session[]
  readonly shownId: string | null
}

/** Each session with what one wants to know of it at a glance. */
export function SessionList({ sessions, shownId }: SessionListProps) {
  const t = useText()
  return (
    <ul className={styles.list} aria-label={t('sessions:title')}>
      {sessions.map((session) => (
        <SessionItem key={session.id} session={session} isShown={session.id === shownId} />
      ))}
    </ul>
  )
}

function SessionItem({ session, isShown }: { readonly session: Session; readonly isShown: boolean }) {
  const { view } = useCore()
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const { id, name, usedAt, rotatedAt } = session
  const state = sessionStateText(t, format, session, now)
  const hosts = sessionHosts(session)
  return (
    <li>
      <button
        type="button"
        className={styles.item}
        aria-current={isShown ? 'true' : undefined}
        onClick={() => showSessions(view, { sessionId: id })}
      >
        <span className={styles.itemHead}>
          <ToneIcon tone={state.tone} />
          <bdi className={styles.itemName} title={name}>
            {name}
          </bdi>
        </span>
        <span className={state.tone === 'good' ? 'visually-hidden' : styles.itemState} data-tone={state.tone}>
          {state.text}
        </span>
        {hosts.length > 0 && (
          <span className={styles.itemHosts} title={hosts.join('\n')}>
            {format.list(hosts)}
          </span>
        )}
        <span className={styles.itemFact}>{modeText(t, session)}</span>
        <span className={styles.itemFact}>{jobsText(t, format, session)}</span>
        {usedAt !== null && (
          <span className={classNames(styles.itemFact, styles.itemTimes)}>
            <span>{t('sessions:usedAgo', { time: format.relative(usedAt, now) })}</span>
            {rotatedAt !== null && <span>{t('sessions:rotatedAgo', { time: format.relative(rotatedAt, now) })}</span>}
          </span>
        )}
      </button>
    </li>
  )
}
