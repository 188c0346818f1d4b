import { ArrowDown, ArrowUp, Bookmark, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import type { SavedView } from '../../../src-preload/contract/index.ts'
import { showsSaved } from '../../state/list-query.ts'
import { showSaved } from '../../state/show-job.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import { MenuButton } from '../../ui/menu.tsx'
import { Entry } from './entry.tsx'
import styles from './sidebar.module.css'

/** Lists that were given a name, once there is one. */
export function SavedViews() {
  const t = useText()
  const saved = useLive((state) => state.memory?.savedViews ?? [])
  if (saved.length === 0) return null
  return (
    <>
      <h2 id="sidebar-saved" className={styles.heading}>
        {t('command:views.title')}
      </h2>
      <ul aria-labelledby="sidebar-saved">
        {saved.map((view, at) => (
          <SavedEntry key={view.id} saved={view} isFirst={at === 0} isLast={at === saved.length - 1} />
        ))}
      </ul>
    </>
  )
}

function SavedEntry({
  saved,
  isFirst,
  isLast,
}: {
  readonly saved: SavedView
  readonly isFirst: boolean
  readonly isLast: boolean
}) {
  const core = useCore()
  const t = useText()
  const isCurrent = useView((state) => state.page === 'list' && showsSaved(state.query, saved))
  const { memory, view } = core
  return (
    <Entry
      icon={<Bookmark aria-hidden />}
      name={saved.name}
      title={saved.name}
      count={null}
      isCurrent={isCurrent}
      onPress={() => showSaved(core, saved)}
      beside={
        <MenuButton
          label={t('command:views.actions', { name: saved.name })}
          groups={[
            [
              {
                id: 'rename',
                label: t('command:views.rename'),
                icon: <Pencil />,
                onAction: () => view.setState({ isSidebarOpen: false, dialog: { kind: 'savedView', saved } }),
              },
              {
                id: 'up',
                label: t('command:views.up'),
                icon: <ArrowUp />,
                isDisabled: isFirst,
                onAction: () => void memory.moveView(saved.id, -1),
              },
              {
                id: 'down',
                label: t('command:views.down'),
                icon: <ArrowDown />,
                isDisabled: isLast,
                onAction: () => void memory.moveView(saved.id, 1),
              },
            ],
            [
              {
                id: 'remove',
                label: t('command:views.remove'),
                icon: <Trash2 />,
                isDangerous: true,
                onAction: () => void memory.removeView(saved.id),
              },
            ],
          ]}
        >
          <IconButton className={styles.more} label={t('command:views.actions', { name: saved.name })} icon={<Ellipsis />} />
        </MenuButton>
      }
    />
  )
}
