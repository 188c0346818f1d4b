import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import type { Problem } from '../../state/problem.ts'
import { importPatch, readSettingsFile, type SettingsFile, type SettingsFileProblem } from '../../state/settings-file.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { ImportPreview } from './import-preview.tsx'
import styles from './import-settings.module.css'
import { refusalText } from './use-setting.ts'

/** Takes settings over from a file: shows first what would change, and then changes all of it or nothing. */
export function ImportSettings({ onClose }: { readonly onClose: () => void }) {
  const { commands, live } = useCore()
  const t = useText()
  const [name, setName] = useState('')
  const [file, setFile] = useState<SettingsFile | SettingsFileProblem | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSending, setSending] = useState(false)
  const read = async (chosen: File | undefined) => {
    const { settings } = live.getState()
    if (chosen === undefined || settings === null) return
    setName(chosen.name)
    setProblem(null)
    const text = await chosen.text().catch(() => null)
    setFile(text === null ? 'notText' : readSettingsFile(text, settings))
  }
  const isReady = file !== null && typeof file !== 'string' && file.refused.length === 0 && file.changes.length > 0
  const apply = async () => {
    if (!isReady || isSending) return
    setSending(true)
    const refused = await commands.changeSettings(importPatch(file))
    setSending(false)
    if (refused === null) onClose()
    else setProblem(refused)
  }
  return (
    <FormDialog
      title={t('settings:import.title')}
      submitLabel={t('settings:import.apply')}
      size="large"
      problem={problem === null ? null : refusalText(t, problem)}
      isIncomplete={!isReady}
      isPending={isSending}
      onSubmit={() => void apply()}
      onClose={onClose}
    >
      <p>{t('settings:import.intro')}</p>
      <div className={styles.chooser}>
        <FileTrigger acceptedFileTypes={['application/json', '.json']} onSelect={(files) => void read(files?.[0])}>
          <Button icon={<FileUp aria-hidden />}>{t('settings:import.choose')}</Button>
        </FileTrigger>
        <bdi className={styles.name}>{name}</bdi>
      </div>
      <div role="status" className={styles.result}>
        {typeof file === 'string' && <p className={styles.problem}>{t(`settings:import.problem.${file}`)}</p>}
        {file !== null && typeof file !== 'string' && <ImportPreview file={file} />}
      </div>
      <p className={styles.soft}>{t('settings:import.leftOut')}</p>
    </FormDialog>
  )
}
