import type { Queue, SavedView } from '../../src-preload/contract/index.ts'
import { RemoveQueueDialog } from '../features/queues/remove-queue-dialog.tsx'
import { RemovalDialog } from '../features/removal/removal-dialog.tsx'
import { VerifiedDialog } from '../features/verification/verified-dialog.tsx'
import type { RefusedCertificate } from '../state/certificate.ts'
import type { ExportScope } from '../state/export-scope.ts'
import type { RowRef } from '../state/row-ref.ts'
import type { SessionDialog } from '../state/session-view.ts'
import type { SettingId, SettingsSection } from '../state/setting-catalogue.ts'
import { useCore, useView } from '../state/use-core.tsx'
import type { OpenDialog } from '../state/view-store.ts'
import { assertNever } from '../ui/assert-never.ts'
import {
  loadAddDialog,
  loadCertificateDialog,
  loadExportDialog,
  loadFolderDialog,
  loadPalette,
  loadQueueDialog,
  loadSavedViewDialog,
  loadSessionDialogs,
  loadSettingsDialog,
  loadShortcutSheet,
  loadSubscriptionDialogs,
} from './deferred-parts.ts'
import { useDeferred } from './use-deferred.ts'

/** The one dialog that is open, if any. */
export function Dialogs() {
  const { view } = useCore()
  const dialog = useView((state) => state.dialog)
  const onClose = () => view.setState({ dialog: null })
  if (dialog === null) return null
  switch (dialog.kind) {
    case 'add':
      return <DeferredAddDialog dialog={dialog} onClose={onClose} />
    case 'export':
      return <DeferredExportDialog scope={dialog.scope} onClose={onClose} />
    case 'settings':
      return <DeferredSettingsDialog section={dialog.section} setting={dialog.setting} onClose={onClose} />
    case 'certificate':
      return <DeferredCertificateDialog refused={dialog.refused} item={dialog.item} onClose={onClose} />
    case 'remove':
      return <RemovalDialog facts={dialog.facts} deleteFiles={dialog.deleteFiles} onClose={onClose} />
    case 'queue':
      return <DeferredQueueDialog queue={dialog.queue} onClose={onClose} />
    case 'removeQueue':
      return <RemoveQueueDialog queue={dialog.queue} onClose={onClose} />
    case 'verified':
      return <VerifiedDialog found={dialog.found} onClose={onClose} />
    case 'folder':
      return <DeferredFolderDialog jobId={dialog.jobId} onClose={onClose} />
    case 'sessions':
      return <DeferredSessionDialogs dialog={dialog.dialog} onClose={onClose} />
    case 'subscription':
    case 'unsubscribe':
    case 'subscriptionItems':
    case 'importFeeds':
      return <DeferredSubscriptionDialogs dialog={dialog} onClose={onClose} />
    case 'palette':
      return <DeferredPalette onClose={onClose} />
    case 'savedView':
      return <DeferredSavedViewDialog saved={dialog.saved} onClose={onClose} />
    case 'shortcuts':
      return <DeferredShortcutSheet onClose={onClose} />
    default:
      return assertNever(dialog)
  }
}

type AddDialogFacts = Extract<OpenDialog, { readonly kind: 'add' }>

function DeferredAddDialog({ dialog, onClose }: { readonly dialog: AddDialogFacts; readonly onClose: () => void }) {
  const parts = useDeferred(loadAddDialog, onClose)
  return parts && <parts.AddDialog given={dialog} onClose={onClose} />
}

function DeferredSessionDialogs(props: { readonly dialog: SessionDialog; readonly onClose: () => void }) {
  const parts = useDeferred(loadSessionDialogs, props.onClose)
  // Of one dialog that leads to another nothing stays.
  return parts && <parts.SessionDialogs key={props.dialog.kind} {...props} />
}

type SubscriptionDialogFacts = Extract<
  OpenDialog,
  { readonly kind: 'subscription' | 'unsubscribe' | 'subscriptionItems' | 'importFeeds' }
>

function DeferredSubscriptionDialogs(props: { readonly dialog: SubscriptionDialogFacts; readonly onClose: () => void }) {
  const parts = useDeferred(loadSubscriptionDialogs, props.onClose)
  return parts && <parts.SubscriptionDialogs {...props} />
}

function DeferredExportDialog(props: { readonly scope: ExportScope; readonly onClose: () => void }) {
  const parts = useDeferred(loadExportDialog, props.onClose)
  return parts && <parts.ExportDialog {...props} />
}

function DeferredFolderDialog(props: { readonly jobId: string; readonly onClose: () => void }) {
  const parts = useDeferred(loadFolderDialog, props.onClose)
  return parts && <parts.FolderDialog {...props} />
}

function DeferredQueueDialog(props: { readonly queue: Queue | null; readonly onClose: () => void }) {
  const parts = useDeferred(loadQueueDialog, props.onClose)
  return parts && <parts.QueueDialog {...props} />
}

function DeferredSavedViewDialog(props: { readonly saved: SavedView | null; readonly onClose: () => void }) {
  const parts = useDeferred(loadSavedViewDialog, props.onClose)
  return parts && <parts.SavedViewDialog {...props} />
}

function DeferredPalette(props: { readonly onClose: () => void }) {
  const parts = useDeferred(loadPalette, props.onClose)
  return parts && <parts.Palette {...props} />
}

function DeferredShortcutSheet(props: { readonly onClose: () => void }) {
  const parts = useDeferred(loadShortcutSheet, props.onClose)
  return parts && <parts.ShortcutSheet {...props} />
}

function DeferredCertificateDialog(props: {
  readonly refused: RefusedCertificate
  readonly item: RowRef
  readonly onClose: () => void
}) {
  const parts = useDeferred(loadCertificateDialog, props.onClose)
  return parts && <parts.CertificateDialog {...props} />
}

function DeferredSettingsDialog(props: {
  readonly section: SettingsSection | undefined
  readonly setting: SettingId | undefined
  readonly onClose: () => void
}) {
  const parts = useDeferred(loadSettingsDialog, props.onClose)
  return parts && <parts.SettingsDialog {...props} />
}
