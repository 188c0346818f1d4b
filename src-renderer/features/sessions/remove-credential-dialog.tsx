import type { Credential } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface RemoveCredentialDialogProps {
  readonly credential: Credential
  readonly onClose: () => void
}

/** Asked before a password goes: nobody can read it back from here. */
export function RemoveCredentialDialog({ credential, onClose }: RemoveCredentialDialogProps) {
  const { sessions } = useCore()
  const t = useText()
  return (
    <Dialog
      role="alertdialog"
      title={t('sessions:credentials.removeTitle')}
      closeLabel={t('common:dialog.close')}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {t('common:dialog.cancel')}
          </Button>
          <Button
            variant="danger"
            onPress={() => {
              onClose()
              void sessions.removeCredential(credential.id)
            }}
          >
            {t('sessions:remove.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('sessions:credentials.removeText', { host: credential.host })}</p>
    </Dialog>
  )
}
