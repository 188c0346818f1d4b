import type { Subscription } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

interface UnsubscribeDialogProps {
  readonly subscription: Subscription
  readonly onClose: () => void
}

/** Asked before a feed is checked no more. */
export function UnsubscribeDialog({ subscription, onClose }: UnsubscribeDialogProps) {
  const { subscriptions } = useCore()
  const t = useText()
  const remove = () => {
    onClose()
    void subscriptions.remove(subscription)
  }
  return (
    <ConfirmDialog
      title={t('subscriptions:unsubscribe.title')}
      confirmLabel={t('subscriptions:remove')}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('subscriptions:unsubscribe.text', { title: subscription.title })}</p>
    </ConfirmDialog>
  )
}
