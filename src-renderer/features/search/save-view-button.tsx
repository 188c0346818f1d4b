import { BookmarkPlus } from 'lucide-react'
import { isSearch, showsSaved } from '../../state/list-query.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useKeys } from '../../state/use-keys.ts'
import { useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import styles from './search.module.css'

/** Beside what is searched for, as long as no saved view is just that. */
export function SaveViewButton() {
  const { view } = useCore()
  const t = useText()
  const keys = useKeys()
  const saved = useLive((state) => state.memory?.savedViews ?? null)
  const isOffered = useView(({ query }) => saved !== null && isSearch(query) && !saved.some((one) => showsSaved(query, one)))
  if (!isOffered) return null
  return (
    // A button in a search field would clear it; this one has no slot of the field.
    <IconButton
      slot={null}
      className={styles.save}
      label={t('command:views.save')}
      keys={keys('saveView')}
      icon={<BookmarkPlus />}
      onPress={() => view.setState({ dialog: { kind: 'savedView', saved: null } })}
    />
  )
}
