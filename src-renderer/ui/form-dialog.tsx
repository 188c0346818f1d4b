import { type ReactNode, type Ref, useId } from 'react'
import { Button } from './button.tsx'
import styles from './dialog.module.css'
import { Dialog, type DialogProps } from './dialog.tsx'
import { useDialogWords } from './dialog-words.ts'

interface FormDialogProps extends Pick<DialogProps, 'title' | 'size' | 'problem' | 'onClose'> {
  readonly submitLabel: string
  /** What leaving it means, once there is nothing left to call off. */
  readonly cancelLabel?: string
  /** More that can be done with what is filled in. */
  readonly actions?: ReactNode
  /** Whether something is missing. */
  readonly isIncomplete?: boolean
  readonly isPending?: boolean
  /** Called on Enter in a field of one line, on Ctrl+Enter in any, or by the button. */
  readonly onSubmit: () => void
  /** A grid of its own, instead of one field below the other. */
  readonly gridClass?: string | undefined
  readonly formRef?: Ref<HTMLFormElement>
  readonly children: ReactNode
}

/** Something to fill in, and the two ways out of it. */
export function FormDialog({
  submitLabel,
  cancelLabel,
  actions,
  isIncomplete = false,
  isPending = false,
  onSubmit,
  gridClass,
  formRef,
  children,
  ...dialog
}: FormDialogProps) {
  const words = useDialogWords()
  // The button stands in the footer; so the form is named, and Enter in any field of it submits.
  const formId = useId()
  return (
    <Dialog
      {...dialog}
      footer={
        <>
          <Button onPress={dialog.onClose}>{cancelLabel ?? words.cancel}</Button>
          {actions}
          <Button variant="primary" type="submit" form={formId} isDisabled={isIncomplete} isPending={isPending}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={formRef}
        className={gridClass ?? styles.fields}
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSubmit()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}
