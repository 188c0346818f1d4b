import { useState } from 'react'
import { fieldProblem, problemText } from '../../state/error-text.ts'
import type { Problem } from '../../state/problem.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { type Text, useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './folder-dialog.module.css'

/** Another folder for a job that cannot be saved where it is, and what is lost on the way. */
export function FolderDialog({ jobId, onClose }: { readonly jobId: string; readonly onClose: () => void }) {
  const { commands, kind } = useCore()
  const t = useText()
  const format = useFormat()
  const job = useLive(({ jobs }) => {
    const { title = '', directory = '', bytesDone = 0 } = jobs.get(jobId) ?? {}
    return { title, directory, bytesDone }
  })
  const [directory, setDirectory] = useState(job.directory)
  const { isSending, problem, forgetProblem, send } = useSending()
  const error = problem === null ? null : folderError(t, problem)
  const change = (value: string) => {
    setDirectory(value)
    forgetProblem()
  }
  const submit = async () => {
    if (directory.trim() !== '' && (await send(() => commands.relocate(jobId, directory.trim())))) onClose()
  }
  return (
    <FormDialog
      title={t('table:otherFolder.title')}
      submitLabel={t('table:otherFolder.submit')}
      isIncomplete={directory.trim() === ''}
      isPending={isSending}
      problem={problem === null || error !== null ? null : problemText(t, problem)}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p className={styles.text}>{t('table:otherFolder.text', { title: job.title })}</p>
      <TextField
        label={t('add:folder')}
        help={t('add:folderHelp')}
        value={directory}
        error={error}
        autoFocus
        onChange={change}
        beside={
          kind === 'desktop' && (
            <Button
              onPress={() => {
                void commands.chooseFolder(directory).then((chosen) => {
                  if (chosen !== null) change(chosen)
                })
              }}
            >
              {t('add:choose')}
            </Button>
          )
        }
      />
      {job.bytesDone > 0 && (
        <p className={styles.warning}>{t('table:otherFolder.loses', { bytes: format.bytes(job.bytesDone) })}</p>
      )}
    </FormDialog>
  )
}

/** What is wrong with the folder; null where it is something else. A job that has finished a file meanwhile keeps it. */
function folderError(t: Text, problem: Problem): string | null {
  if (problem.code === 'CONFLICT') return t('table:otherFolder.finished')
  return problem.code === 'PATH_INVALID' ? problemText(t, problem) : fieldProblem(t, problem, 'directory')
}
