import { type ComponentProps, type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Input } from 'react-aria-components'
import { type FilterSuggestion, filterSuggestions } from '../../state/filter-suggestions.ts'
import { isSearch, views } from '../../state/list-query.ts'
import { type ReadSearch, readSearch } from '../../state/search-filters.ts'
import { showPage } from '../../state/show-page.ts'
import { throttle } from '../../state/throttle.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { SearchInput } from '../../ui/search-input.tsx'
import { FilterChips } from './filter-chips.tsx'
import { SaveViewButton } from './save-view-button.tsx'
import styles from './search.module.css'
import { shownFilters } from './shown-filters.ts'
import { Suggestions } from './suggestions.tsx'
import { useFilterFacts } from './use-filter-facts.ts'

/** A letter is answered at once, but more of them do not ask for more than so many lists: milliseconds between two. */
const searchIntervalMs = 100
/** The report looks through years: it is asked once a word stands. */
const reportPauseMs = 150

/** Searches what is shown: the report, or else the list, which is filtered as one types as well. */
export function SearchBox() {
  const isReport = useView((state) => state.page === 'report')
  return <div className={styles.place}>{isReport ? <ReportSearch /> : <ListSearch />}</div>
}

function ReportSearch() {
  const { view } = useCore()
  const search = useView((state) => state.report.search)
  const [typed, setTyped] = useState(search)
  useEffect(() => setTyped(search), [search])
  useEffect(() => {
    if (typed === search) return
    const timer = setTimeout(
      () => view.setState(({ report }) => ({ report: { ...report, tab: 'files', search: typed } })),
      reportPauseMs,
    )
    return () => clearTimeout(timer)
  }, [view, typed, search])
  return <Field typed={typed} onChange={setTyped} />
}

function ListSearch() {
  const { rows, view } = useCore()
  const t = useText()
  const format = useFormat()
  const facts = useFilterFacts()
  const listId = useId()
  const { search, found } = useView(({ query, isLoading, shownJobs, page }) => ({
    search: query.search,
    found: isSearch(query) && !isLoading && page === 'list' ? shownJobs : null,
  }))
  const [typed, setTyped] = useState(search)
  const [isOpen, setOpen] = useState(false)
  const [marked, setMarked] = useState(-1)
  /** The words that were last searched for from here. */
  const sent = useRef(search)
  const read = readSearch(typed, facts)
  const suggestions = filterSuggestions(typed, read, facts, {
    keyWord: (key) => t(`command:filter.words.${key}`).split(' ')[0] ?? key,
    states: views.map((name) => ({ view: name, name: t(`common:view.${name}`).toLowerCase() })),
  })
  const isShown = isOpen && suggestions.length > 0 && read.wrong === null

  // Somebody else changed what is searched for.
  useEffect(() => {
    if (search === sent.current) return
    sent.current = search
    setTyped(search)
  }, [search])

  const searchFor = (words: string, patch: ReadSearch['patch']) => {
    sent.current = words
    showPage(view, 'list')
    rows.change({ ...patch, search: words })
  }
  const newest = useRef(read)
  newest.current = read
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it asks for is the newest when it comes to it.
  const searchSoon = useMemo(
    () =>
      throttle(() => {
        const { words, patch } = newest.current
        if (patch === null && words !== sent.current) searchFor(words, null)
      }, searchIntervalMs),
    [],
  )
  const take = ({ patch, rest, words }: ReadSearch) => {
    if (patch === null) return
    setOpen(false)
    setTyped(rest)
    searchFor(words, patch)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed asks for another list.
  useEffect(() => {
    if (read.patch !== null) return take(read)
    searchSoon()
  }, [typed])
  useEffect(() => searchSoon.cancel, [searchSoon])

  const type = (text: string) => {
    setTyped(text)
    // Between two words nothing has begun that could be a filter.
    setOpen(/\S$/u.test(text))
    setMarked(-1)
  }
  const accept = ({ text, value }: FilterSuggestion) => {
    type(`${typed.slice(0, typed.length - lastToken(typed).length)}${text}${value === null ? '' : ' '}`)
    document.getElementById('search')?.focus()
  }

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const suggestion = isShown ? suggestions[marked] : undefined
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        const step = event.key === 'ArrowDown' ? 1 : -1
        setOpen(true)
        if (isShown) setMarked((marked + step + suggestions.length + (marked < 0 && step < 0 ? 1 : 0)) % suggestions.length)
        break
      }
      case 'Enter':
        if (suggestion !== undefined) accept(suggestion)
        // Whatever ends the filter, be it right or wrong.
        else if (read.pending !== null) type(`${typed} `)
        break
      case 'Escape':
        if (!isShown) return
        setOpen(false)
        break
      case 'Backspace': {
        const last = typed === '' ? shownFilters(t, format, view.getState().query, facts).at(-1) : undefined
        if (last === undefined) return
        rows.change(last.without)
        break
      }
      default:
        return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      <Field
        typed={typed}
        onChange={type}
        before={<FilterChips facts={facts} />}
        after={<SaveViewButton />}
        found={found}
        inputProps={{
          onKeyDownCapture: onKeyDown,
          onClick: () => setOpen(true),
          onBlur: () => setOpen(false),
          'aria-autocomplete': 'list',
          ...(isShown && { 'aria-controls': listId }),
          ...(isShown && marked >= 0 && { 'aria-activedescendant': `${listId}-${marked}` }),
        }}
      />
      {isShown && <Suggestions id={listId} suggestions={suggestions} marked={marked} onChoose={accept} />}
      <p role="alert" className={styles.wrong}>
        {read.wrong !== null && t(`command:filter.wrong.${read.wrong.key}`, { value: read.wrong.value })}
      </p>
    </>
  )
}

/** The word, or the filter with the value in its quotation marks, that the text ends with. */
function lastToken(typed: string): string {
  return /(?:[^\s"]+:"[^"]*|\S*)$/u.exec(typed)?.[0] ?? ''
}

interface FieldProps {
  readonly typed: string
  readonly onChange: (text: string) => void
  readonly before?: ReactNode
  readonly after?: ReactNode
  /** How many were found; null where nothing is looked for. */
  readonly found?: number | null
  readonly inputProps?: ComponentProps<typeof Input>
}

function Field({ typed, onChange, before, after, found = null, inputProps = {} }: FieldProps) {
  const t = useText()
  return (
    <SearchInput
      label={t('common:search.label')}
      placeholder={t('common:search.placeholder')}
      clearLabel={t('common:search.clear')}
      value={typed}
      onChange={onChange}
      before={before}
      after={after}
      {...(found !== null && { found: <FoundCount found={found} /> })}
      inputProps={{ ...inputProps, id: 'search' }}
    />
  )
}

/** Read out once for each search: the number may change all the time while downloads run. */
function FoundCount({ found }: { readonly found: number }) {
  const t = useText()
  const format = useFormat()
  const [said, setSaid] = useState('')
  const text = t('common:search.found', { count: found, formatted: format.count(found) })
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is there anew after each search.
  useEffect(() => setSaid(text), [])
  return (
    <>
      <span aria-hidden>{text}</span>
      <output className="visually-hidden">{said}</output>
    </>
  )
}
