import { Cookie, LogIn } from 'lucide-react'
import type { Selection } from '../../state/selection.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './sign-in.module.css'
import { Way } from './way.tsx'

interface NewSessionDialogProps {
  readonly jobs: Selection
  readonly onClose: () => void
}

/** The ways to a new session for jobs of the list. */
export function NewSessionDialog({ jobs, onClose }: NewSessionDialogProps) {
  const { sessions } = useCore()
  const t = useText()
  return (
    <Dialog
      title={t('sessions:newSession.title')}
      onClose={onClose}
      footer={<Button onPress={onClose}>{t('common:dialog.cancel')}</Button>}
    >
      <p className={styles.what}>{t('sessions:newSession.text')}</p>
      <ul className={styles.ways}>
        <Way
          icon={<LogIn aria-hidden />}
          name={t('sessions:ways.window')}
          help={t('sessions:ways.windowHelp')}
          onPress={() => sessions.open({ kind: 'newSignIn', jobs })}
        />
        <Way
          icon={<Cookie aria-hidden />}
          name={t('sessions:ways.cookies')}
          help={t('sessions:ways.cookiesHelp')}
          onPress={() => sessions.open({ kind: 'import', sessionId: null, seeker: null, jobs })}
        />
      </ul>
    </Dialog>
  )
}
