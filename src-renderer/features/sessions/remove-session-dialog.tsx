import type { Session } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

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
    <Dialog
      role="alertdialog"
      title={t('sessions:remove.title')}
      closeLabel={t('common:dialog.close')}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {t('common:dialog.cancel')}
          </Button>
          <Button variant="danger" onPress={remove}>
            {t('sessions:remove.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('sessions:remove.text', { name })}</p>
      {openJobs > 0 && <p>{t('sessions:remove.jobs', { count: openJobs, formatted: format.count(openJobs) })}</p>}
    </Dialog>
  )
}
