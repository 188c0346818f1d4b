import type { OpenDialog } from '../../state/view-store.ts'
import { assertNever } from '../../ui/assert-never.ts'
import { ImportFeedsDialog } from './import-feeds-dialog.tsx'
import { ItemsDialog } from './items-dialog.tsx'
import { SubscriptionDialog } from './subscription-dialog.tsx'
import { UnsubscribeDialog } from './unsubscribe-dialog.tsx'

interface SubscriptionDialogsProps {
  readonly dialog: Extract<OpenDialog, { readonly kind: 'subscription' | 'unsubscribe' | 'subscriptionItems' | 'importFeeds' }>
  readonly onClose: () => void
}

/** The dialog around subscriptions that is open. */
export function SubscriptionDialogs({ dialog, onClose }: SubscriptionDialogsProps) {
  switch (dialog.kind) {
    case 'subscription':
      return <SubscriptionDialog {...dialog} onClose={onClose} />
    case 'unsubscribe':
      return <UnsubscribeDialog subscription={dialog.subscription} onClose={onClose} />
    case 'subscriptionItems':
      return <ItemsDialog opened={dialog.subscription} onClose={onClose} />
    case 'importFeeds':
      return <ImportFeedsDialog onClose={onClose} />
    default:
      return assertNever(dialog)
  }
}
