import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './dialog.module.css'
import { useDialogWords } from './dialog-words.ts'

export interface DialogProps {
  readonly title: string
  /** What closing it means, where that is more than to close it. */
  readonly closeLabel?: string
  readonly onClose: () => void
  readonly size?: 'small' | 'large' | 'tall' | 'whole'
  /** `alertdialog` where something is about to be lost. */
  readonly role?: 'dialog' | 'alertdialog'
  /** What stands in the way of what its buttons do, told beside them. */
  readonly problem?: string | null
  readonly footer?: ReactNode
  /** It holds nothing that takes the focus: its text itself does, so that it is scrolled by keyboard. */
  readonly isText?: true
  readonly children: ReactNode
}

/** A modal window: Escape and its cross close it, the rest of the page waits. */
export function Dialog(props: DialogProps) {
  const { title, closeLabel, onClose, size = 'small', role = 'dialog', problem = null, footer, isText, children } = props
  const words = useDialogWords()
  return (
    <ModalOverlay
      className={styles.overlay ?? ''}
      isOpen
      isDismissable={role === 'dialog'}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Modal className={classNames(styles.modal, styles[size])}>
        <AriaDialog role={role} className={styles.dialog ?? ''}>
          <header className={styles.header}>
            <Heading slot="title" level={2} className={styles.title ?? ''}>
              {title}
            </Heading>
            <IconButton label={closeLabel ?? words.close} icon={<X />} onPress={onClose} />
          </header>
          <div className={styles.body} tabIndex={isText === true ? 0 : undefined}>
            {children}
          </div>
          {footer !== undefined && (
            <footer className={styles.footer}>
              {problem !== null && (
                <p role="alert" className={styles.problem}>
                  {problem}
                </p>
              )}
              {footer}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
