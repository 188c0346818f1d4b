import { ArrowDownToLine, ClipboardPaste, Command, Gauge, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Input, TextField } from 'react-aria-components'
import type { Hint } from '../../../src-preload/contract/index.ts'
import { hintsOfEmptyList } from '../../state/next-hint.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import styles from './hints.module.css'
import { useHintText } from './use-hint-text.ts'

const icons: Readonly<Record<Hint, ReactNode>> = {
  paste: <ClipboardPaste aria-hidden />,
  slots: <Gauge aria-hidden />,
  palette: <Command aria-hidden />,
}

/** The empty list: takes links at once, and says what a new person may want to know. */
export function FirstRun() {
  const { memory, view } = useCore()
  const t = useText()
  const hintText = useHintText()
  const hints = useLive((state) => hintsOfEmptyList(state.memory?.usedHints ?? null))
  const [typed, setTyped] = useState('')
  const add = (text: string) => {
    setTyped('')
    view.setState({ dialog: { kind: 'add', text } })
  }
  return (
    <div className={styles.place}>
      <section className={styles.target} aria-labelledby="first-run">
        <span className={styles.sign}>
          <ArrowDownToLine aria-hidden />
        </span>
        <h2 id="first-run">{t('table:empty.allTitle')}</h2>
        <p>{t('table:empty.allText')}</p>
        <div className={styles.field}>
          <TextField
            aria-label={t('command:firstRun.label')}
            value={typed}
            onChange={setTyped}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && typed.trim() !== '') add(typed)
            }}
          >
            <Input
              className={styles.input ?? ''}
              placeholder={t('command:firstRun.placeholder')}
              spellCheck={false}
              autoCapitalize="off"
              inputMode="url"
              // What is pasted or dropped is taken at once: a field of one line would make one line of a list.
              data-passes-on=""
            />
          </TextField>
          <Button variant="primary" aria-label={t('common:action.addLong')} onPress={() => add(typed)}>
            {t('common:action.add')}
          </Button>
        </div>
      </section>
      {hints.length > 0 && (
        <ul className={styles.hints} aria-label={t('command:hint.label')}>
          {hints.map((hint) => (
            <li key={hint} className={styles.hint}>
              {icons[hint]}
              <span>{hintText(hint)}</span>
              <IconButton label={t('command:hint.dismiss')} icon={<X />} onPress={() => void memory.endHint(hint)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
