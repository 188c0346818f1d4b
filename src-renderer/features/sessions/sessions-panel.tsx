import { Import, KeyRound, LogIn } from 'lucide-react'
import { showSessions } from '../../state/show-page.ts'
import { focusTable } from '../../state/table-focus.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { SessionDetail } from './session-detail.tsx'
import { SessionList } from './session-list.tsx'
import styles from './sessions.module.css'

/** All sessions, and one of them as a whole: beside each other, or one in the other's place where there is no room. */
export function SessionsPanel() {
  const { kind, view } = useCore()
  const t = useText()
  const sessions = useLive((state) => state.sessions)
  const sessionId = useView((state) => state.sessions.sessionId)
  const isNarrow = useMedia('(max-width: 1080px)')
  if (sessions === null) return null
  const way = t(kind === 'desktop' ? 'sessions:empty.bySignIn' : 'sessions:empty.byCookies')
  if (sessions.length === 0) {
    return (
      <Empty icon={<KeyRound aria-hidden />} title={t('sessions:empty.title')} text={`${t('sessions:empty.text')} ${way}`}>
        <div className={styles.emptyActions}>
          <NewSessionButtons />
        </div>
      </Empty>
    )
  }
  const chosen = sessions.find(({ id }) => id === sessionId) ?? null
  const shown = chosen ?? (isNarrow ? null : (sessions[0] ?? null))
  const back = () => {
    showSessions(view, { sessionId: null })
    focusTable()
  }
  return (
    <div className={styles.split}>
      {(!isNarrow || shown === null) && (
        <div className={styles.listSide}>
          <div className={styles.listActions}>
            <NewSessionButtons />
          </div>
          <SessionList sessions={sessions} shownId={shown?.id ?? null} />
        </div>
      )}
      {shown !== null && <SessionDetail key={shown.id} session={shown} onBack={isNarrow ? back : null} />}
    </div>
  )
}

/** The ways to a new session: cookies from a browser, and on the desktop a sign-in. */
function NewSessionButtons() {
  const { kind, sessions } = useCore()
  const t = useText()
  return (
    <>
      {kind === 'desktop' && (
        <Button variant="primary" icon={<LogIn aria-hidden />} onPress={() => sessions.open({ kind: 'newSignIn' })}>
          {t('sessions:action.newSignIn')}
        </Button>
      )}
      <Button
        variant={kind === 'desktop' ? 'plain' : 'primary'}
        icon={<Import aria-hidden />}
        onPress={() => sessions.open({ kind: 'import', sessionId: null, seeker: null })}
      >
        {t('sessions:action.import')}
      </Button>
    </>
  )
}
