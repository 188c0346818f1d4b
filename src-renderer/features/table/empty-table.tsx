import { ArrowDownToLine, Inbox, Plus, SearchX } from 'lucide-react'
import { useCore, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import styles from './empty-table.module.css'

/** What stands where rows would be: why there are none, and what to do next. */
export function EmptyTable() {
  const { rows, view } = useCore()
  const t = useText()
  const query = useView((state) => state.query)
  const showAll = () => rows.change({ view: 'all', directory: null, queueId: null, search: '' })
  const emptyText = () => {
    if (query.view !== 'all') return t(`table:empty.${query.view}`)
    return query.queueId === null ? t('table:empty.folder') : t('table:empty.queue')
  }
  if (query.search.trim() !== '') {
    return (
      <div className={styles.empty}>
        <SearchX aria-hidden />
        <h2>{t('table:empty.searchTitle')}</h2>
        <p>{t('table:empty.searchText', { search: query.search.trim() })}</p>
        <Button onPress={() => rows.change({ search: '' })}>{t('table:empty.searchClear')}</Button>
      </div>
    )
  }
  if (query.view !== 'all' || query.directory !== null || query.queueId !== null) {
    return (
      <div className={styles.empty}>
        <Inbox aria-hidden />
        <h2>{t('table:empty.viewTitle')}</h2>
        <p>{emptyText()}</p>
        <Button onPress={showAll}>{t('table:empty.showAll')}</Button>
      </div>
    )
  }
  return (
    <div className={styles.empty}>
      <ArrowDownToLine aria-hidden />
      <h2>{t('table:empty.allTitle')}</h2>
      <p>{t('table:empty.allText')}</p>
      <Button variant="primary" icon={<Plus aria-hidden />} onPress={() => view.setState({ dialog: { kind: 'add', text: '' } })}>
        {t('common:action.addLong')}
      </Button>
    </div>
  )
}
