import { useState } from 'react'
import { exportFormats, type Session } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import { useCore } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useText } from '../../state/use-text.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Segmented } from '../../ui/segmented.tsx'
import styles from './dialogs.module.css'

interface ExportDialogProps {
  readonly session: Session
  readonly onClose: () => void
}

/** Saves the cookies with their values, after saying what such a file is. */
export function ExportDialog({ session, onClose }: ExportDialogProps) {
  const { sessions } = useCore()
  const t = useText()
  const [form, setForm] = useState<(typeof exportFormats)[number]>('netscape')
  const { isSending, problem, send } = useSending()
  const save = async () => {
    const isDone = await send(async () => {
      const { value, problem: refused } = await sessions.exported(session.id, form)
      if (value !== null) saveFile(new Blob([value.text], { type: 'text/plain;charset=utf-8' }), value.fileName)
      return refused
    })
    if (isDone) onClose()
  }
  return (
    <FormDialog
      title={t('sessions:export.title', { name: session.name })}
      submitLabel={t('sessions:export.save')}
      problem={problem === null ? null : problemText(t, problem)}
      isPending={isSending}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <p className={styles.warning}>{t('sessions:export.warning')}</p>
      <Segmented
        label={t('sessions:export.format')}
        help={t(`sessions:export.help.${form}`)}
        value={form}
        options={exportFormats.map((value) => ({ value, label: t(`sessions:export.${value}`) }))}
        onChange={setForm}
      />
    </FormDialog>
  )
}
