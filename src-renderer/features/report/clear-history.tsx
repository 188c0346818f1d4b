import { useState } from 'react'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

interface ClearHistoryProps {
  readonly isEmpty: boolean
  readonly onCleared: () => void
}

/** Forgets what was removed from the list, after a question. */
export function ClearHistory({ isEmpty, onCleared }: ClearHistoryProps) {
  const { report } = useCore()
  const t = useText()
  const [isAsking, setAsking] = useState(false)
  const close = () => setAsking(false)
  const clear = () => {
    close()
    void report.clearHistory().then(onCleared)
  }
  return (
    <>
      <Button variant="quiet" isDisabled={isEmpty} onPress={() => setAsking(true)}>
        {t('report:history.clear')}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t('report:history.question')}
          confirmLabel={t('report:history.confirm')}
          onConfirm={clear}
          onClose={close}
        >
          <p>{t('report:history.text')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
