import type { Queue } from '../../src-preload/contract/index.ts'
import { RemoveQueueDialog } from '../features/queues/remove-queue-dialog.tsx'
import { RemovalDialog } from '../features/removal/removal-dialog.tsx'
import { VerifiedDialog } from '../features/verification/verified-dialog.tsx'
import { useCore, useView } from '../state/use-core.tsx'
import { assertNever } from '../ui/assert-never.ts'
import { loadAddDialog, loadQueueDialog, loadSettingsDialog } from './deferred-parts.ts'
import { useDeferred } from './use-deferred.ts'

/** The one dialog that is open, if any. */
export function Dialogs() {
  const { view } = useCore()
  const dialog = useView((state) => state.dialog)
  const onClose = () => view.setState({ dialog: null })
  if (dialog === null) return null
  switch (dialog.kind) {
    case 'add':
      return <DeferredAddDialog text={dialog.text} onClose={onClose} />
    case 'settings':
      return <DeferredSettingsDialog onClose={onClose} />
    case 'remove':
      return <RemovalDialog facts={dialog.facts} deleteFiles={dialog.deleteFiles} onClose={onClose} />
    case 'queue':
      return <DeferredQueueDialog queue={dialog.queue} onClose={onClose} />
    case 'removeQueue':
      return <RemoveQueueDialog queue={dialog.queue} onClose={onClose} />
    case 'verified':
      return <VerifiedDialog found={dialog.found} onClose={onClose} />
    default:
      return assertNever(dialog)
  }
}

function DeferredAddDialog(props: { readonly text: string; readonly onClose: () => void }) {
  const parts = useDeferred(loadAddDialog, props.onClose)
  return parts && <parts.AddDialog {...props} />
}

function DeferredQueueDialog(props: { readonly queue: Queue | null; readonly onClose: () => void }) {
  const parts = useDeferred(loadQueueDialog, props.onClose)
  return parts && <parts.QueueDialog {...props} />
}

function DeferredSettingsDialog(props: { readonly onClose: () => void }) {
  const parts = useDeferred(loadSettingsDialog, props.onClose)
  return parts && <parts.SettingsDialog {...props} />
}
