import type { SessionDialog } from '../../state/session-view.ts'
import { assertNever } from '../../ui/assert-never.ts'
import { CredentialDialog } from './credential-dialog.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { NetrcDialog } from './netrc-dialog.tsx'
import { NewSessionDialog } from './new-session-dialog.tsx'
import { NewSignInDialog } from './new-sign-in-dialog.tsx'
import { RemoveCredentialDialog } from './remove-credential-dialog.tsx'
import { RemoveSessionDialog } from './remove-session-dialog.tsx'
import { SignInDialog } from './sign-in-dialog.tsx'

interface SessionDialogsProps {
  readonly dialog: SessionDialog
  readonly onClose: () => void
}

/** The dialog around sessions and credentials that is open. */
export function SessionDialogs({ dialog, onClose }: SessionDialogsProps) {
  switch (dialog.kind) {
    case 'import':
      return <ImportDialog {...dialog} onClose={onClose} />
    case 'signIn':
      return <SignInDialog seeker={dialog.seeker} onClose={onClose} />
    case 'newSession':
      return <NewSessionDialog jobs={dialog.jobs} onClose={onClose} />
    case 'newSignIn':
      return <NewSignInDialog {...dialog} onClose={onClose} />
    case 'export':
      return <ExportDialog session={dialog.session} onClose={onClose} />
    case 'remove':
      return <RemoveSessionDialog session={dialog.session} onClose={onClose} />
    case 'credential':
      return <CredentialDialog credential={dialog.credential} seeker={dialog.seeker} onClose={onClose} />
    case 'removeCredential':
      return <RemoveCredentialDialog credential={dialog.credential} onClose={onClose} />
    case 'netrc':
      return <NetrcDialog onClose={onClose} />
    default:
      return assertNever(dialog)
  }
}
