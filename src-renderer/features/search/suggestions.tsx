import type { FilterSuggestion } from '../../state/filter-suggestions.ts'
import { useText } from '../../state/use-text.ts'
import styles from './search.module.css'

interface SuggestionsProps {
  /** The element's, and the beginning of those of its options. */
  readonly id: string
  readonly suggestions: readonly FilterSuggestion[]
  /** The one that Enter takes; -1 for none. */
  readonly marked: number
  readonly onChoose: (suggestion: FilterSuggestion) => void
}

/** What can be filtered by, or the values of the filter that is being typed. The focus stays in the field. */
export function Suggestions({ id, suggestions, marked, onChoose }: SuggestionsProps) {
  const t = useText()
  return (
    <div id={id} role="listbox" aria-label={t('command:filter.suggestions')} className={styles.suggestions}>
      {suggestions.map((suggestion, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys of the list.
        <div
          key={suggestion.id}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === marked}
          className={styles.suggestion}
          // The press must not take the focus from the field, which would close the list before the click.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
        >
          <span className={styles.suggestionText} dir="auto">
            {suggestion.value ?? suggestion.text}
          </span>
          {suggestion.value === null && (
            <span className={styles.suggestionNote}>{t(`command:filter.hint.${suggestion.key}`)}</span>
          )}
        </div>
      ))}
    </div>
  )
}
