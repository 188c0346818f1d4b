import {
  ChartColumn,
  CircleAlert,
  CircleCheck,
  CirclePause,
  Clock,
  Download,
  Folder,
  KeyRound,
  Layers,
  LayoutDashboard,
  Rss,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { folderName } from '../../state/folder-name.ts'
import { countOf, type ListQuery, onlyChoice, type View, views, wholeList } from '../../state/list-query.ts'
import { showPage } from '../../state/show-page.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useKeys } from '../../state/use-keys.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { CommandList } from './command-list.tsx'
import { Entry } from './entry.tsx'
import { QueueList } from './queue-list.tsx'
import { SavedViews } from './saved-views.tsx'
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
  const format = useFormat()
  const counts = useLive((state) => state.stats?.jobs ?? null)
  const directories = useLive((state) => state.stats?.directories ?? null)
  const query = useView((state) => state.query)
  const page = useView((state) => state.page)
  const inNeed = useLive(({ sessions }) => (sessions === null ? 0 : sessions.filter(({ signIn }) => signIn !== null).length))
  const isOpen = useView((state) => state.isSidebarOpen)
  const keys = useKeys()
  const choose = (patch: Partial<ListQuery>) => {
    showPage(viewStore, 'list')
    rows.change({ ...wholeList, ...patch })
  }
  const chosen = page === 'list' ? onlyChoice(query) : null
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
            isCurrent={chosen === 'view' && query.view === name}
            isAlarming={name === 'failed'}
            onPress={() => choose({ view: name })}
          />
        ))}
        <Entry
          icon={<LayoutDashboard aria-hidden />}
          name={t('overview:title')}
          title={keys('page.overview')}
          count={null}
          isCurrent={page === 'overview'}
          onPress={() => showPage(viewStore, 'overview')}
        />
        <Entry
          icon={<ChartColumn aria-hidden />}
          name={t('report:title')}
          title={keys('page.report')}
          count={null}
          isCurrent={page === 'report'}
          onPress={() => showPage(viewStore, 'report')}
        />
        <Entry
          icon={<KeyRound aria-hidden />}
          name={t('sessions:title')}
          title={keys('page.sessions')}
          count={inNeed === 0 ? null : inNeed}
          countText={t('sessions:needSpoken', { count: inNeed, formatted: format.count(inNeed) })}
          isCurrent={page === 'sessions'}
          isAlarming
          onPress={() => showPage(viewStore, 'sessions')}
        />
        <Entry
          icon={<Rss aria-hidden />}
          name={t('subscriptions:title')}
          count={null}
          isCurrent={page === 'subscriptions'}
          onPress={() => showPage(viewStore, 'subscriptions')}
        />
      </ul>
      <SavedViews />
      <QueueList onChoose={(id) => choose({ queueId: id })} />
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
            isCurrent={chosen === 'directory' && query.directory === folder.directory}
            onPress={() => choose({ directory: folder.directory })}
          />
        ))}
      </ul>
      <CommandList />
    </nav>
  )
}
