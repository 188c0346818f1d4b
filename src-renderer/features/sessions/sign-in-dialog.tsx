import { Cookie, KeyRound, LogIn, UserRound } from 'lucide-react'
import { sessionFits } from '../../state/session-facts.ts'
import type { SignInSeeker } from '../../state/session-view.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './sign-in.module.css'
import { Way } from './way.tsx'

interface SignInDialogProps {
  readonly seeker: SignInSeeker
  readonly onClose: () => void
}

/** The ways in which a job without a session comes to a sign-in: those that are there already first. */
export function SignInDialog({ seeker, onClose }: SignInDialogProps) {
  const { kind, sessions } = useCore()
  const t = useText()
  const known = useLive((state) => state.sessions ?? []).filter(
    (session) => session.signIn === null && sessionFits(session, seeker.url),
  )
  const { host, title, url } = seeker
  const go = (way: () => void) => () => {
    onClose()
    way()
  }
  return (
    <Dialog
      title={t('sessions:ways.title', { host })}
      onClose={onClose}
      footer={<Button onPress={onClose}>{t('common:dialog.cancel')}</Button>}
    >
      <p className={styles.what}>{t('sessions:ways.text', { title })}</p>
      <ul className={styles.ways}>
        {known.map(({ id, name }) => (
          <Way
            key={id}
            icon={<KeyRound aria-hidden />}
            name={t('sessions:ways.known', { name })}
            help={t('sessions:ways.knownHelp')}
            onPress={go(() => void sessions.lend(seeker, id))}
          />
        ))}
        {kind === 'desktop' && (
          <Way
            icon={<LogIn aria-hidden />}
            name={t('sessions:ways.window')}
            help={t('sessions:ways.windowHelp')}
            onPress={go(() => void sessions.addBySignIn(host, new URL('/', url).href, seeker))}
          />
        )}
        <Way
          icon={<Cookie aria-hidden />}
          name={t('sessions:ways.cookies')}
          help={t('sessions:ways.cookiesHelp')}
          onPress={go(() => sessions.open({ kind: 'import', sessionId: null, seeker }))}
        />
        <Way
          icon={<UserRound aria-hidden />}
          name={t('sessions:ways.password')}
          help={t('sessions:ways.passwordHelp')}
          onPress={go(() => void sessions.openCredential(seeker))}
        />
      </ul>
    </Dialog>
  )
}
