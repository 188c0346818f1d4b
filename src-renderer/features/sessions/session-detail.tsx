import { ArrowLeft, Download, Import, LogIn, Trash2 } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import type { Session } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { useNow } from '../../state/use-now.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { CookieSection } from './cookie-section.tsx'
import { NeedBox } from './need-box.tsx'
import { SessionFacts } from './session-facts.tsx'
import { SessionJobs } from './session-jobs.tsx'
import { SessionRules } from './session-rules.tsx'
import { sessionStateText } from './session-text.ts'
import styles from './sessions.module.css'

interface SessionDetailProps {
  readonly session: Session
  /** Back to the list; null where that stands beside it. */
  readonly onBack: (() => void) | null
}

/** A session as a whole: how it stands, what it holds, who uses it, and its rules. */
export function SessionDetail({ session, onBack }: SessionDetailProps) {
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const titleId = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const tookPlace = useRef(onBack !== null)
  useEffect(() => {
    if (tookPlace.current) heading.current?.focus({ preventScroll: true })
  }, [])
  const state = sessionStateText(t, format, session, now)
  return (
    <section className={styles.detail} aria-labelledby={titleId}>
      <header className={styles.head}>
        {onBack !== null && (
          <Button variant="quiet" className={styles.back} icon={<ArrowLeft aria-hidden />} onPress={onBack}>
            {t('sessions:action.back')}
          </Button>
        )}
        <h2 id={titleId} ref={heading} className={styles.title} tabIndex={-1}>
          <bdi>{session.name}</bdi>
        </h2>
        <p className={styles.state}>
          <ToneIcon tone={state.tone} />
          {state.text}
        </p>
        <Actions session={session} />
      </header>
      {session.signIn !== null && <NeedBox session={session} need={session.signIn} />}
      <SessionFacts session={session} />
      <SessionJobs session={session} />
      <CookieSection session={session} />
      <SessionRules session={session} />
    </section>
  )
}

function Actions({ session }: { readonly session: Session }) {
  const { kind, sessions } = useCore()
  const t = useText()
  // What needs a sign-in says so in a box, which offers it.
  const isNeeded = session.signIn !== null
  return (
    <div className={styles.actions}>
      {kind === 'desktop' && !isNeeded && (
        <Button icon={<LogIn aria-hidden />} onPress={() => void sessions.renew(session.id)}>
          {t('sessions:action.signIn')}
        </Button>
      )}
      {!isNeeded && (
        <Button
          icon={<Import aria-hidden />}
          onPress={() => sessions.open({ kind: 'import', sessionId: session.id, seeker: null })}
        >
          {t('sessions:action.importNew')}
        </Button>
      )}
      <Button
        icon={<Download aria-hidden />}
        isDisabled={session.cookies.length === 0}
        onPress={() => sessions.open({ kind: 'export', session })}
      >
        {t('sessions:action.export')}
      </Button>
      <Button icon={<Trash2 aria-hidden />} onPress={() => sessions.open({ kind: 'remove', session })}>
        {t('sessions:action.remove')}
      </Button>
    </div>
  )
}
