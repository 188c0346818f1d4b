import {
  CirclePause,
  CirclePlay,
  FileOutput,
  Info,
  PanelLeft,
  Pause,
  Play,
  Plus,
  RotateCcw,
  Settings,
  Trash2,
} from 'lucide-react'
import { Toolbar as AriaToolbar } from 'react-aria-components'
import { selectedCount } from '../../state/selection.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useKeys } from '../../state/use-keys.ts'
import { useText } from '../../state/use-text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SearchBox } from '../search/search-box.tsx'
import styles from './toolbar.module.css'

/** Actions for the selection and for everything, the search, and the ways to the panels. */
export function Toolbar() {
  const { rowActions, commands, view } = useCore()
  const t = useText()
  const { selection, hasSelection } = useView((state) => ({
    selection: state.selection,
    hasSelection: selectedCount(state.selection, state.shownJobs) > 0,
  }))
  const may = useLive(() => ({
    pause: hasSelection && rowActions.mayRun(selection, 'pause'),
    resume: hasSelection && rowActions.mayRun(selection, 'resume'),
    retry: hasSelection && rowActions.mayRun(selection, 'retry'),
  }))
  const isPaused = useLive((state) => state.stats?.paused ?? false)
  const hasJobs = useLive((state) => (state.stats?.jobs.all ?? 0) > 0)
  const { isList, isSidebarOpen, isDetailsOpen } = useView((state) => ({
    isList: state.page === 'list',
    isSidebarOpen: state.isSidebarOpen,
    isDetailsOpen: state.isDetailsOpen,
  }))
  const keys = useKeys()

  return (
    <header className={styles.bar}>
      <AriaToolbar aria-label={t('common:toolbar.label')} className={styles.actions ?? ''}>
        <IconButton
          className={styles.sidebarButton}
          label={t('common:toolbar.sidebar')}
          icon={<PanelLeft />}
          aria-expanded={isSidebarOpen}
          onPress={() => view.setState({ isSidebarOpen: !isSidebarOpen })}
        />
        <Button
          variant="primary"
          className={styles.add}
          aria-label={t('common:action.add')}
          icon={<Plus aria-hidden />}
          onPress={() => view.setState({ dialog: { kind: 'add', text: '' } })}
        >
          {t('common:action.add')}
        </Button>
        <span className={styles.gap} />
        <IconButton
          label={t('common:action.pause')}
          keys={keys('pause')}
          icon={<Pause />}
          isDisabled={!may.pause}
          onPress={() => rowActions.run('pause')}
        />
        <IconButton
          label={t('common:action.resume')}
          keys={keys('resume')}
          icon={<Play />}
          isDisabled={!may.resume}
          onPress={() => rowActions.run('resume')}
        />
        <IconButton
          label={t('common:action.retry')}
          keys={keys('retry')}
          icon={<RotateCcw />}
          isDisabled={!may.retry}
          onPress={() => rowActions.run('retry')}
        />
        <IconButton
          label={t('common:action.remove')}
          keys={keys('remove')}
          icon={<Trash2 />}
          isDisabled={!hasSelection}
          onPress={() => rowActions.remove(false)}
        />
        <span className={styles.gap} />
        <Button
          variant="quiet"
          className={styles.queueButton}
          icon={isPaused ? <CirclePlay aria-hidden /> : <CirclePause aria-hidden />}
          aria-label={isPaused ? t('common:action.resumeAll') : t('common:action.pauseAll')}
          onPress={() => void (isPaused ? commands.resumeQueue() : commands.pauseQueue())}
        >
          {isPaused ? t('common:action.resumeAll') : t('common:action.pauseAll')}
        </Button>
      </AriaToolbar>
      <div className={styles.side}>
        <SearchBox />
        <IconButton
          label={t('export:list')}
          icon={<FileOutput />}
          isDisabled={!hasJobs}
          onPress={() => view.setState({ dialog: { kind: 'export', scope: 'shown' } })}
        />
        <IconButton
          label={t('common:action.details')}
          keys={keys('details')}
          icon={<Info />}
          isDisabled={!isList}
          aria-expanded={isDetailsOpen && isList}
          onPress={() => view.setState({ isDetailsOpen: !isDetailsOpen })}
        />
        <IconButton
          label={t('common:action.settings')}
          keys={keys('settings')}
          icon={<Settings />}
          onPress={() => view.setState({ dialog: { kind: 'settings' } })}
        />
      </div>
    </header>
  )
}
