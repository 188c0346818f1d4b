import { Import, LogIn, RotateCcw } from 'lucide-react'
import type { Session, SignInNeed } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import styles from './sessions.module.css'

/** That a session needs a new sign-in: how it showed, what waits for it, and the ways out. */
export function NeedBox({ session, need }: { readonly session: Session; readonly need: SignInNeed }) {
  const { kind, sessions } = useCore()
  const t = useText()
  const format = useFormat()
  const { openJobs } = session
  const isDesktop = kind === 'desktop'
  const { host, status } = need
  return (
    <div className={styles.need}>
      <p>
        {status === null ? t('sessions:need.page', { host }) : t('sessions:need.status', { host, status })}{' '}
        {openJobs > 0 && t('sessions:need.jobs', { count: openJobs, formatted: format.count(openJobs) })}
      </p>
      <div className={styles.actions}>
        {isDesktop && (
          <Button variant="primary" icon={<LogIn aria-hidden />} onPress={() => void sessions.renew(session.id)}>
            {t('sessions:action.signIn')}
          </Button>
        )}
        <Button
          variant={isDesktop ? 'plain' : 'primary'}
          icon={<Import aria-hidden />}
          onPress={() => sessions.open({ kind: 'import', sessionId: session.id, seeker: null })}
        >
          {t('sessions:action.importNew')}
        </Button>
        <Button icon={<RotateCcw aria-hidden />} onPress={() => void sessions.resume(session)}>
          {t('sessions:action.resume')}
        </Button>
      </div>
    </div>
  )
}
