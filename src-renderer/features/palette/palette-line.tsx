import { ArrowRight, Download, Folder, KeyRound, Layers, ListOrdered, Rss, Settings, Zap } from 'lucide-react'
import type { ReactNode } from 'react'
import { Keyboard, ListBoxItem, Text } from 'react-aria-components'
import type { Found } from '../../state/find-entries.ts'
import { shortcutCaps } from '../../state/shortcut.ts'
import { useText } from '../../state/use-text.ts'
import type { EntryKind, PaletteEntry } from './entry.ts'
import styles from './palette.module.css'

const icons: Readonly<Record<EntryKind, ReactNode>> = {
  action: <Zap />,
  view: <Layers />,
  folder: <Folder />,
  queue: <ListOrdered />,
  session: <KeyRound />,
  subscription: <Rss />,
  setting: <Settings />,
  job: <Download />,
}

/** What can be chosen: what was typed of it stands out. */
export function PaletteLine({ found, apple }: { readonly found: Found<PaletteEntry>; readonly apple: boolean }) {
  const t = useText()
  const { entry, parts } = found
  return (
    <ListBoxItem id={entry.id} textValue={entry.label} className={styles.line ?? ''}>
      <span className={styles.icon} aria-hidden>
        {icons[entry.kind]}
      </span>
      <Text slot="label" className={styles.label ?? ''} dir="auto">
        {parts.map((part, at) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other identity, and no state.
          part.isMatch ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>,
        )}
      </Text>
      {entry.note !== undefined && (
        <Text slot="description" className={styles.note ?? ''} dir="auto">
          {entry.note}
        </Text>
      )}
      {entry.shortcut !== undefined && (
        <Keyboard className={styles.keys ?? ''}>
          {shortcutCaps(t, entry.shortcut, apple).map((cap) => (
            <kbd key={cap}>{cap}</kbd>
          ))}
        </Keyboard>
      )}
      <ArrowRight className={styles.go} aria-hidden />
    </ListBoxItem>
  )
}
