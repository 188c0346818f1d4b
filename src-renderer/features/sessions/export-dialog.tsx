import { useState } from 'react'
import { exportFormats, type Session } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import type { Problem } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
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
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSending, setSending] = useState(false)
  const save = async () => {
    setSending(true)
    const { value, problem: refused } = await sessions.exported(session.id, form)
    setSending(false)
    setProblem(refused)
    if (value === null) return
    saveFile(new Blob([value.text], { type: 'text/plain;charset=utf-8' }), value.fileName)
    onClose()
  }
  return (
    <Dialog
      title={t('sessions:export.title', { name: session.name })}
      closeLabel={t('common:dialog.close')}
      onClose={onClose}
      footer={
        <>
          {problem !== null && (
            <p role="alert" className={styles.refused}>
              {problemText(t, problem)}
            </p>
          )}
          <Button onPress={onClose}>{t('common:dialog.cancel')}</Button>
          <Button variant="primary" isPending={isSending} onPress={() => void save()}>
            {t('sessions:export.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.warning}>{t('sessions:export.warning')}</p>
        <Segmented
          label={t('sessions:export.format')}
          help={t(`sessions:export.help.${form}`)}
          value={form}
          options={exportFormats.map((value) => ({ value, label: t(`sessions:export.${value}`) }))}
          onChange={setForm}
        />
      </div>
    </Dialog>
  )
}
