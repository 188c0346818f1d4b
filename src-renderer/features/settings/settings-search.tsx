import { useFormat, useText } from '../../state/use-text.ts'
import { SearchInput } from '../../ui/search-input.tsx'

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
    <SearchInput
      label={t('settings:search.label')}
      placeholder={t('settings:search.placeholder')}
      clearLabel={t('settings:search.clear')}
      value={value}
      onChange={onChange}
      found={<output>{found !== null && t('settings:search.found', { count: found, formatted: format.count(found) })}</output>}
    />
  )
}
