import { CircleAlert, CircleCheck, TriangleAlert, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Dialog, Heading } from 'react-aria-components'
import type { NoticeGroup, Undoable } from '../../../src-preload/contract/index.ts'
import { wholeList } from '../../state/list-query.ts'
import { nothingSelected } from '../../state/selection.ts'
import { showJob } from '../../state/show-job.ts'
import { showPage } from '../../state/show-page.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useNow } from '../../state/use-now.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { assertNever } from '../../ui/assert-never.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { toastText } from '../toasts/toast-text.ts'
import { type NoticeAction, noticeActions } from './notice-actions.ts'
import styles from './notices.module.css'

const icons = { info: CircleCheck, warning: TriangleAlert, error: CircleAlert } as const
const secondMs = 1_000

/** What can be undone, and what was told, newest first. What is new when it opens is marked as long as it is open. */
export function NoticeCenter({ onDone }: { readonly onDone: () => void }) {
  const { notices } = useCore()
  const t = useText()
  const unread = useLive((state) => state.unreadNotices)
  const undoables = useLive((state) => state.undoables)
  const [groups, setGroups] = useState<readonly NoticeGroup[] | null>(null)

  useEffect(() => {
    // Its own reading makes them all read: what was new stays marked until it closes.
    if (unread === 0 && groups !== null) return
    void notices.read().then((read) => {
      if (read !== null) setGroups(read)
    })
  }, [notices, unread, groups])
  const clear = () => {
    setGroups([])
    void notices.clear()
  }

  return (
    <Dialog className={styles.center ?? ''}>
      <div className={styles.head}>
        <Heading slot="title" className={styles.heading ?? ''}>
          {t('notices:label')}
        </Heading>
        {groups !== null && groups.length > 0 && (
          <Button variant="quiet" onPress={clear}>
            {t('signals:center.clear')}
          </Button>
        )}
      </div>
      {groups?.length === 0 && undoables.length === 0 && <p className={styles.empty}>{t('signals:center.empty')}</p>}
      <ul className={styles.list}>
        {undoables.map((undoable) => (
          <UndoRow key={undoable.id} undoable={undoable} />
        ))}
        {groups?.map((group) => (
          <NoticeRow key={group.id} group={group} onDone={onDone} />
        ))}
      </ul>
    </Dialog>
  )
}

function UndoRow({ undoable }: { readonly undoable: Undoable }) {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const { id, action, count, at, until } = undoable
  const now = useNow(secondMs)
  const leftSeconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000))
  return (
    <li className={styles.row}>
      <Undo2 aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <p>{t(`undo:done.${action}`, { count, formatted: format.count(count) })}</p>
        <div className={styles.foot}>
          <span className={styles.time}>
            {action === 'remove'
              ? t('signals:center.left', { count: leftSeconds, formatted: format.count(leftSeconds) })
              : format.moment(at, now)}
          </span>
          <Button variant="quiet" className={styles.action} onPress={() => void commands.undo(id)}>
            {t('undo:action')}
          </Button>
        </div>
      </div>
    </li>
  )
}

function NoticeRow({ group, onDone }: { readonly group: NoticeGroup; readonly onDone: () => void }) {
  const core = useCore()
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const Icon = icons[group.level]
  const { count, host } = group
  const isAtHost = group.code === 'EPISODE_FAILED' && count > 1 && host !== null
  const text = isAtHost
    ? t('signals:center.failedAt', { count, formatted: format.count(count), host })
    : toastText(t, format, { latest: { kind: 'notice', notice: group }, count })

  const run = (action: NoticeAction) => {
    const { view, rows, commands, report } = core
    onDone()
    switch (action) {
      case 'show':
        return void (group.jobId !== null && showJob(core, group.jobId))
      case 'showAll':
        showPage(view, 'list')
        return rows.change({ ...wholeList, search: '', view: group.code === 'EPISODE_FAILED' ? 'failed' : 'finished' })
      case 'retry':
        return void (group.jobId !== null && group.episodeId !== null
          ? commands.run('retry', { ...nothingSelected, episodes: new Map([[group.episodeId, group.jobId]]) })
          : report.retryFailures(host === null ? {} : { host }))
      case 'openFolder':
        return void (group.jobId !== null && commands.showInFolder({ jobId: group.jobId }))
      case 'sessions':
      case 'subscriptions':
        return showPage(view, action)
      default:
        return assertNever(action)
    }
  }

  return (
    <li className={classNames(styles.row, styles[group.level], !group.isRead && styles.unread)}>
      <Icon aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <p>
          {!group.isRead && <span className="visually-hidden">{t('signals:center.new')} </span>}
          {text}
        </p>
        <div className={styles.foot}>
          <time className={styles.time} dateTime={group.at}>
            {format.moment(group.at, now)}
          </time>
          {noticeActions(group, core.kind === 'desktop').map((action) => (
            <Button key={action} variant="quiet" className={styles.action} onPress={() => run(action)}>
              {t(`signals:center.${action}`)}
            </Button>
          ))}
        </div>
      </div>
    </li>
  )
}
