import { Inbox, SearchX } from 'lucide-react'
import { isNarrowed, onlyChoice, wholeList } from '../../state/list-query.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FirstRun } from '../hints/first-run.tsx'
import styles from './empty-table.module.css'

/** What stands where rows would be: why there are none, and what to do next. */
export function EmptyTable() {
  return (
    <div className={styles.place}>
      <Reason />
    </div>
  )
}

function Reason() {
  const { rows } = useCore()
  const t = useText()
  const query = useView((state) => state.query)
  const showAll = () => rows.change({ ...wholeList, search: '' })
  const emptyText = () => {
    switch (onlyChoice(query)) {
      case 'view':
        return query.view === 'all' ? '' : t(`table:empty.${query.view}`)
      case 'sessionId':
        return t('table:empty.session')
      case 'queueId':
        return t('table:empty.queue')
      case 'directory':
        return t('table:empty.folder')
      default:
        return t('table:empty.filters')
    }
  }
  if (query.search.trim() !== '') {
    return (
      <Empty
        icon={<SearchX aria-hidden />}
        title={t('table:empty.searchTitle')}
        text={t('table:empty.searchText', { search: query.search.trim() })}
      >
        <Button onPress={() => rows.change({ search: '' })}>{t('table:empty.searchClear')}</Button>
      </Empty>
    )
  }
  if (isNarrowed(query)) {
    return (
      <Empty icon={<Inbox aria-hidden />} title={t('table:empty.viewTitle')} text={emptyText()}>
        <Button onPress={showAll}>{t('table:empty.showAll')}</Button>
      </Empty>
    )
  }
  return <FirstRun />
}
