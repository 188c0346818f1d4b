import { CalendarClock, CirclePause, Ellipsis, ListOrdered, Pause, Pencil, Play, Plus, Trash2 } from 'lucide-react'
import { defaultQueueId, type Queue } from '../../../src-preload/contract/index.ts'
import { onlyChoice } from '../../state/list-query.ts'
import { queueName } from '../../state/queue-name.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import { MenuButton } from '../../ui/menu.tsx'
import { Entry } from './entry.tsx'
import styles from './sidebar.module.css'

/** The queues, once there is more than the one that is always there; and a line that makes one. */
export function QueueList({ onChoose }: { readonly onChoose: (queueId: string) => void }) {
  const { view } = useCore()
  const t = useText()
  const queues = useLive((state) => state.queues)
  const hasSeveral = queues.length > 1
  return (
    <>
      {hasSeveral && (
        <h2 id="sidebar-queues" className={styles.heading}>
          {t('common:sidebar.queues')}
        </h2>
      )}
      <ul
        aria-label={hasSeveral ? undefined : t('common:sidebar.queues')}
        aria-labelledby={hasSeveral ? 'sidebar-queues' : undefined}
      >
        {hasSeveral && queues.map((queue) => <QueueEntry key={queue.id} queue={queue} onChoose={onChoose} />)}
        <Entry
          icon={<Plus aria-hidden />}
          name={t('common:queue.add')}
          title={t('common:queue.add')}
          count={null}
          isCurrent={false}
          isQuiet
          onPress={() => view.setState({ isSidebarOpen: false, dialog: { kind: 'queue', queue: null } })}
        />
      </ul>
    </>
  )
}

function QueueEntry({ queue, onChoose }: { readonly queue: Queue; readonly onChoose: (queueId: string) => void }) {
  const { commands, view } = useCore()
  const t = useText()
  const format = useFormat()
  const { active, jobs, closedUntil, isOverridden } = useLive(({ stats }) => {
    const own = stats?.queues.find(({ id }) => id === queue.id)
    const closed = own?.schedule?.mode === 'paused' ? own.schedule : null
    return {
      active: own?.active ?? 0,
      jobs: own?.jobs.all ?? null,
      /** Undefined while its schedule lets it run. */
      closedUntil: closed?.until,
      isOverridden: closed?.overridden ?? false,
    }
  })
  const isCurrent = useView(
    (state) => state.page === 'list' && onlyChoice(state.query) === 'queueId' && state.query.queueId === queue.id,
  )
  const isDropTarget = useView((state) => state.drag?.overQueueId === queue.id)
  const name = queueName(t, queue)
  const isClosed = closedUntil !== undefined && !isOverridden
  const closedText =
    closedUntil == null
      ? t('table:waiting.schedule')
      : t('table:waiting.scheduleUntil', { time: format.moment(closedUntil, Date.now()) })
  const values = { active: format.count(active), slots: format.count(queue.slots ?? 0) }
  return (
    <Entry
      icon={queue.paused ? <CirclePause aria-hidden /> : isClosed ? <CalendarClock aria-hidden /> : <ListOrdered aria-hidden />}
      name={name}
      title={isClosed ? t('common:queue.closedTitle', { name, state: closedText }) : name}
      note={
        <>
          {queue.paused && <span className="visually-hidden">{t('common:queue.isPaused')}</span>}
          {!queue.paused && isClosed && <span className="visually-hidden">{closedText}</span>}
          {queue.slots !== null && (
            <span className={styles.note} title={t('common:queue.slotsSpoken', values)}>
              <span aria-hidden>{t('status:slotsValue', { active: values.active, configured: values.slots })}</span>
              <span className="visually-hidden">{t('common:queue.slotsSpoken', values)}</span>
            </span>
          )}
        </>
      }
      count={jobs}
      isCurrent={isCurrent}
      queueId={queue.id}
      isDropTarget={isDropTarget}
      onPress={() => onChoose(queue.id)}
      beside={
        <MenuButton
          label={t('common:queue.actions', { name })}
          groups={[
            [
              {
                id: 'hold',
                label: queue.paused ? t('common:queue.resume') : t('common:queue.hold'),
                icon: queue.paused ? <Play /> : <Pause />,
                onAction: () => void commands.holdQueue(queue),
              },
              ...(closedUntil === undefined
                ? []
                : [
                    {
                      id: 'override',
                      label: t(isOverridden ? 'common:schedule.follow' : 'common:schedule.override'),
                      icon: <CalendarClock />,
                      onAction: () => void commands.overrideQueueSchedule(queue.id, !isOverridden),
                    },
                  ]),
              {
                id: 'edit',
                label: t('common:queue.edit'),
                icon: <Pencil />,
                onAction: () => view.setState({ dialog: { kind: 'queue', queue } }),
              },
            ],
            queue.id === defaultQueueId
              ? []
              : [
                  {
                    id: 'remove',
                    label: t('common:queue.removeAction'),
                    icon: <Trash2 />,
                    isDangerous: true,
                    onAction: () => view.setState({ dialog: { kind: 'removeQueue', queue } }),
                  },
                ],
          ]}
        >
          <IconButton className={styles.more} label={t('common:queue.actions', { name })} icon={<Ellipsis />} />
        </MenuButton>
      }
    />
  )
}
