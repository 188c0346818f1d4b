import { Command, Keyboard } from 'lucide-react'
import { useCore } from '../../state/use-core.tsx'
import { useKeys } from '../../state/use-keys.ts'
import { useText } from '../../state/use-text.ts'
import { Entry } from './entry.tsx'
import styles from './sidebar.module.css'

/** The ways to everything else: what can be done, and by which keys. */
export function CommandList() {
  const { view } = useCore()
  const t = useText()
  const keys = useKeys()
  return (
    <ul className={styles.commands} aria-label={t('command:palette.label')}>
      <Entry
        icon={<Command aria-hidden />}
        name={t('command:palette.open')}
        note={<Keys text={keys('palette')} />}
        count={null}
        isCurrent={false}
        isQuiet
        onPress={() => view.setState({ isSidebarOpen: false, dialog: { kind: 'palette' } })}
      />
      <Entry
        icon={<Keyboard aria-hidden />}
        name={t('command:sheet.title')}
        note={<Keys text={keys('shortcuts')} />}
        count={null}
        isCurrent={false}
        isQuiet
        onPress={() => view.setState({ isSidebarOpen: false, dialog: { kind: 'shortcuts' } })}
      />
    </ul>
  )
}

function Keys({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : (
    <kbd className={styles.keys} aria-hidden>
      {text}
    </kbd>
  )
}
