import { useState } from 'react'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

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
  return (
    <>
      <Button variant="quiet" isDisabled={isEmpty} onPress={() => setAsking(true)}>
        {t('report:history.clear')}
      </Button>
      {isAsking && (
        <Dialog
          role="alertdialog"
          title={t('report:history.question')}
          closeLabel={t('common:dialog.close')}
          onClose={close}
          footer={
            <>
              <Button autoFocus onPress={close}>
                {t('common:dialog.cancel')}
              </Button>
              <Button
                variant="danger"
                onPress={() => {
                  close()
                  void report.clearHistory().then(onCleared)
                }}
              >
                {t('report:history.confirm')}
              </Button>
            </>
          }
        >
          <p>{t('report:history.text')}</p>
        </Dialog>
      )}
    </>
  )
}
