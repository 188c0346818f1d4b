import { ChartColumn, CircleAlert, CircleCheck, CirclePause, Clock, Download, Folder, Layers } from 'lucide-react'
import type { ReactNode } from 'react'
import { countOf, type ListQuery, type View, views } from '../../state/list-query.ts'
import { showPage } from '../../state/show-page.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { Entry } from './entry.tsx'
import { folderName } from './folder-name.ts'
import { QueueList } from './queue-list.tsx'
import styles from './sidebar.module.css'

const icons: Readonly<Record<View, ReactNode>> = {
  all: <Layers aria-hidden />,
  active: <Download aria-hidden />,
  waiting: <Clock aria-hidden />,
  paused: <CirclePause aria-hidden />,
  finished: <CircleCheck aria-hidden />,
  failed: <CircleAlert aria-hidden />,
}

/** The views with their counts, the queues, and the folders that jobs are saved in. */
export function Sidebar() {
  const { rows, view: viewStore } = useCore()
  const t = useText()
  const counts = useLive((state) => state.stats?.jobs ?? null)
  const directories = useLive((state) => state.stats?.directories ?? null)
  const { view, directory, queueId } = useView((state) => state.query)
  const isReport = useView((state) => state.page === 'report')
  const isOpen = useView((state) => state.isSidebarOpen)
  const ctrl = (key: string) => `${t('common:key.ctrl')}+${key}`
  const choose = (patch: Pick<ListQuery, 'view' | 'directory' | 'queueId'>) => {
    showPage(viewStore, 'list')
    rows.change(patch)
  }
  return (
    <nav id="sidebar" className={classNames(styles.sidebar, isOpen && styles.open)} aria-label={t('common:toolbar.sidebar')}>
      <h2 id="sidebar-views" className={styles.heading}>
        {t('common:sidebar.views')}
      </h2>
      <ul aria-labelledby="sidebar-views">
        {views.map((name) => (
          <Entry
            key={name}
            icon={icons[name]}
            name={t(`common:view.${name}`)}
            count={counts === null ? null : countOf(name, counts)}
            isCurrent={!isReport && directory === null && queueId === null && view === name}
            isAlarming={name === 'failed'}
            onPress={() => choose({ view: name, directory: null, queueId: null })}
          />
        ))}
        <Entry
          icon={<ChartColumn aria-hidden />}
          name={t('report:title')}
          title={ctrl('B')}
          count={null}
          isCurrent={isReport}
          onPress={() => showPage(viewStore, 'report')}
        />
      </ul>
      <QueueList onChoose={(id) => choose({ view: 'all', directory: null, queueId: id })} />
      <h2 id="sidebar-folders" className={styles.heading}>
        {t('common:sidebar.folders')}
      </h2>
      {directories?.length === 0 && <p className={styles.hint}>{t('common:sidebar.noFolders')}</p>}
      <ul aria-labelledby="sidebar-folders">
        {directories?.map((folder) => (
          <Entry
            key={folder.directory}
            icon={<Folder aria-hidden />}
            name={folderName(folder.directory)}
            title={folder.directory}
            count={folder.jobs}
            isCurrent={!isReport && directory === folder.directory}
            onPress={() => choose({ view: 'all', directory: folder.directory, queueId: null })}
          />
        ))}
      </ul>
    </nav>
  )
}
