import type { Credential } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

interface RemoveCredentialDialogProps {
  readonly credential: Credential
  readonly onClose: () => void
}

/** Asked before a password goes: nobody can read it back from here. */
export function RemoveCredentialDialog({ credential, onClose }: RemoveCredentialDialogProps) {
  const { sessions } = useCore()
  const t = useText()
  const remove = () => {
    onClose()
    void sessions.removeCredential(credential.id)
  }
  return (
    <ConfirmDialog
      title={t('sessions:credentials.removeTitle')}
      confirmLabel={t('sessions:remove.confirm')}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('sessions:credentials.removeText', { host: credential.host })}</p>
    </ConfirmDialog>
  )
}
