import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './gallery.module.css'
import { Specimen, Specimens } from './specimen.tsx'

const sizes = ['small', 'large', 'whole'] as const
type Open = (typeof sizes)[number] | 'form' | 'refused' | 'confirm'

export function OverlaysSection() {
  const [open, setOpen] = useState<Open | null>(null)
  const [text, setText] = useState('')
  const close = () => setOpen(null)
  const opener = (which: Open, label: string) => <Button onPress={() => setOpen(which)}>{label}</Button>
  const field = <TextField label="Name" value={text} onChange={setText} autoFocus />
  return (
    <Specimens>
      <Specimen name="Dialog · in its sizes">
        <div className={styles.row}>
          {sizes.map((size) => (
            <Button key={size} onPress={() => setOpen(size)}>{`Open ${size}`}</Button>
          ))}
        </div>
      </Specimen>
      <Specimen name="FormDialog · to fill in, and refused">
        <div className={styles.row}>
          {opener('form', 'Open the form')}
          {opener('refused', 'Open the refused form')}
        </div>
      </Specimen>
      <Specimen name="ConfirmDialog · something is about to be lost">
        <div className={styles.row}>{opener('confirm', 'Ask')}</div>
      </Specimen>
      {sizes.map(
        (size) =>
          open === size && (
            <Dialog key={size} title="About Staffel" size={size} onClose={close}>
              <p>What is to be read, and nothing to be done.</p>
            </Dialog>
          ),
      )}
      {(open === 'form' || open === 'refused') && (
        <FormDialog
          title="New queue"
          submitLabel="Add queue"
          isIncomplete={text === ''}
          problem={open === 'refused' ? 'There is a queue of that name already.' : null}
          onSubmit={close}
          onClose={close}
        >
          {field}
        </FormDialog>
      )}
      {open === 'confirm' && (
        <ConfirmDialog title="Delete 3 files?" confirmLabel="Delete" onConfirm={close} onClose={close}>
          <p>They are deleted from the disk too.</p>
        </ConfirmDialog>
      )}
    </Specimens>
  )
}
