import type { OpenDialog } from '../../state/view-store.ts'
import { SubscriptionDialog } from './subscription-dialog.tsx'
import { UnsubscribeDialog } from './unsubscribe-dialog.tsx'

interface SubscriptionDialogsProps {
  readonly dialog: Extract<OpenDialog, { readonly kind: 'subscription' | 'unsubscribe' }>
  readonly onClose: () => void
}

/** The dialog around subscriptions that is open. */
export function SubscriptionDialogs({ dialog, onClose }: SubscriptionDialogsProps) {
  return dialog.kind === 'subscription' ? (
    <SubscriptionDialog {...dialog} onClose={onClose} />
  ) : (
    <UnsubscribeDialog subscription={dialog.subscription} onClose={onClose} />
  )
}
