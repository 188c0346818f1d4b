import type { Queue } from '../../../src-preload/contract/index.ts'
import { defaultQueueId } from '../../../src-preload/contract/index.ts'
import { queueName } from '../../state/queue-name.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

/** Asked before a queue goes: says where its jobs come to be. */
export function RemoveQueueDialog({ queue, onClose }: { readonly queue: Queue; readonly onClose: () => void }) {
  const { commands, rows, view } = useCore()
  const t = useText()
  const format = useFormat()
  const count = useLive((state) => state.stats?.queues.find(({ id }) => id === queue.id)?.jobs.all ?? 0)
  const target = useLive((state) => state.queues.find(({ id }) => id === defaultQueueId) ?? null)
  const remove = () => {
    onClose()
    if (view.getState().query.queueId === queue.id) rows.change({ queueId: null })
    void commands.removeQueue(queue.id)
  }
  const names = { name: queueName(t, queue), target: queueName(t, target ?? { name: '' }) }
  return (
    <ConfirmDialog
      title={t('common:queue.removeTitle')}
      confirmLabel={t('common:queue.remove')}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>
        {count === 0
          ? t('common:queue.removeEmpty', names)
          : t('common:queue.removeText', { ...names, count, formatted: format.count(count) })}
      </p>
    </ConfirmDialog>
  )
}
