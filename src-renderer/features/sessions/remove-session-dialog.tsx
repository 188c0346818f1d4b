import type { Session } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

interface RemoveSessionDialogProps {
  readonly session: Session
  readonly onClose: () => void
}

/** Asked before a session goes: its cookies are lost, and its jobs go on without it. */
export function RemoveSessionDialog({ session, onClose }: RemoveSessionDialogProps) {
  const { rows, sessions, view } = useCore()
  const t = useText()
  const format = useFormat()
  const { id, name, openJobs } = session
  const remove = () => {
    onClose()
    if (view.getState().query.sessionId === id) rows.change({ sessionId: null })
    void sessions.remove(id)
  }
  return (
    <ConfirmDialog
      title={t('sessions:remove.title')}
      confirmLabel={t('sessions:remove.confirm')}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('sessions:remove.text', { name })}</p>
      {openJobs > 0 && <p>{t('sessions:remove.jobs', { count: openJobs, formatted: format.count(openJobs) })}</p>}
    </ConfirmDialog>
  )
}
