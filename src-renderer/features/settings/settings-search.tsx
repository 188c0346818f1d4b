import { Search, X } from 'lucide-react'
import { Button, Input, SearchField } from 'react-aria-components'
import { useFormat, useText } from '../../state/use-text.ts'
import styles from './settings-search.module.css'

interface SettingsSearchProps {
  readonly value: string
  /** Null where nothing is looked for. */
  readonly found: number | null
  readonly onChange: (value: string) => void
}

/** Where one types what to look for among all settings. */
export function SettingsSearch({ value, found, onChange }: SettingsSearchProps) {
  const t = useText()
  const format = useFormat()
  return (
    <SearchField aria-label={t('settings:search.label')} className={styles.search ?? ''} value={value} onChange={onChange}>
      <Search aria-hidden className={styles.icon} />
      <Input className={styles.input ?? ''} placeholder={t('settings:search.placeholder')} spellCheck={false} />
      <output className={styles.found}>
        {found !== null && t('settings:search.found', { count: found, formatted: format.count(found) })}
      </output>
      {value !== '' && (
        <Button className={styles.clear ?? ''} aria-label={t('settings:search.clear')}>
          <X aria-hidden />
        </Button>
      )}
    </SearchField>
  )
}
