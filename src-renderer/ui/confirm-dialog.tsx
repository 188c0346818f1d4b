import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './dialog.module.css'
import { Dialog, type DialogProps } from './dialog.tsx'
import { useDialogWords } from './dialog-words.ts'

interface ConfirmDialogProps extends Pick<DialogProps, 'title' | 'size' | 'problem' | 'onClose'> {
  /** The word for what it asks about. */
  readonly confirmLabel: string
  readonly isPending?: boolean
  readonly onConfirm: () => void
  readonly children: ReactNode
}

/** A question before something is lost or let in: the way back has the focus. */
export function ConfirmDialog({ confirmLabel, isPending = false, onConfirm, children, ...dialog }: ConfirmDialogProps) {
  const words = useDialogWords()
  return (
    <Dialog
      {...dialog}
      role="alertdialog"
      footer={
        <>
          <Button autoFocus onPress={dialog.onClose}>
            {words.cancel}
          </Button>
          <Button variant="danger" isPending={isPending} onPress={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className={styles.content}>{children}</div>
    </Dialog>
  )
}
