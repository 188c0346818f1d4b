import { useMemo } from 'react'
import { actionGroups } from '../../state/actions/action.ts'
import { actions } from '../../state/actions.ts'
import type { TextKey } from '../../state/i18n.ts'
import { isApple } from '../../state/platform.ts'
import { type Shortcut, shortcutCaps } from '../../state/shortcut.ts'
import { useText } from '../../state/use-text.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { listKeys } from './list-keys.ts'
import styles from './shortcut-sheet.module.css'

interface Line {
  readonly id: string
  readonly label: TextKey
  readonly shortcuts: readonly Shortcut[]
}

/** All keys of the window by what they are for, as this platform writes them. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const t = useText()
  const apple = useMemo(() => isApple(), [])
  const groups: readonly { readonly id: (typeof actionGroups)[number] | 'list'; readonly lines: readonly Line[] }[] = [
    ...actionGroups.map((id) => ({
      id,
      lines: actions.flatMap(({ id: actionId, group, label, shortcuts }) =>
        group === id && shortcuts !== undefined ? [{ id: actionId, label, shortcuts }] : [],
      ),
    })),
    { id: 'list', lines: listKeys },
  ]
  return (
    <Dialog title={t('command:sheet.title')} size="large" isText onClose={onClose}>
      <div className={styles.groups}>
        {groups.map(({ id, lines }) => (
          <section key={id} className={styles.group} aria-labelledby={`keys-${id}`}>
            <h3 id={`keys-${id}`} className={styles.heading}>
              {t(`command:sheet.group.${id}`)}
            </h3>
            <dl>
              {lines.map((line) => (
                <div key={line.id} className={styles.line}>
                  <dt>{t(line.label)}</dt>
                  <dd className={styles.keys}>
                    {line.shortcuts.map((shortcut, at) => (
                      <span key={shortcutCaps(t, shortcut, apple).join('+')} className={styles.keys}>
                        {at > 0 && <span className={styles.or}>{t('command:sheet.or')}</span>}
                        {shortcutCaps(t, shortcut, apple).map((cap) => (
                          <kbd key={cap}>{cap}</kbd>
                        ))}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
