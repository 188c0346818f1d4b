import { Search, X } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Button, Input, SearchField } from 'react-aria-components'
import styles from './search-input.module.css'

interface SearchInputProps {
  readonly label: string
  readonly placeholder: string
  readonly clearLabel: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** What narrows the search already: an element that stands before the text, marked with `data-prefix`. */
  readonly before?: ReactNode
  readonly after?: ReactNode
  /** How many were found, in words. */
  readonly found?: ReactNode
  readonly inputProps?: ComponentProps<typeof Input>
}

/** A search: one box around the sign, the text, the number found and the cross, so that none can lie over another. */
export function SearchInput(props: SearchInputProps) {
  const { label, placeholder, clearLabel, value, onChange, before, after, found, inputProps } = props
  return (
    <SearchField aria-label={label} className={styles.search ?? ''} value={value} onChange={onChange}>
      <Search aria-hidden className={styles.icon} />
      {before}
      <Input {...inputProps} className={styles.input ?? ''} placeholder={placeholder} spellCheck={false} autoComplete="off" />
      {after}
      {found !== undefined && <span className={styles.found}>{found}</span>}
      <Button className={styles.clear ?? ''} aria-label={clearLabel}>
        <X aria-hidden />
      </Button>
    </SearchField>
  )
}
