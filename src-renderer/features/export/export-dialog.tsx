import { useEffect, useRef, useState } from 'react'
import { type ListExportFormat, listExportFormats } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import { type ExportScope, exportedJobs, exportScopes, firstScope } from '../../state/export-scope.ts'
import { localDay } from '../../state/local-day.ts'
import type { Problem } from '../../state/problem.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Segmented } from '../../ui/segmented.tsx'
import styles from './export-dialog.module.css'

const extensions: Readonly<Record<ListExportFormat, string>> = { jsonl: 'jsonl', aria2: 'txt' }

interface ExportDialogProps {
  /** Which jobs it begins with, as far as there are any. */
  readonly scope: ExportScope
  readonly onClose: () => void
}

/** Saves jobs of the list as a file, for other programs or to be read in again. */
export function ExportDialog({ scope: wanted, onClose }: ExportDialogProps) {
  const { exports, now } = useCore()
  const t = useText()
  const format = useFormat()
  const facts = useView(({ selection, query, shownJobs }) => ({ selection, query, shownJobs }))
  const allJobs = useLive((state) => state.stats?.jobs.all ?? 0)
  const scopes = exportScopes({ ...facts, allJobs })
  const [chosen, setChosen] = useState(wanted)
  // What was selected may be gone meanwhile.
  const scope = firstScope(scopes, chosen)
  const [form, setForm] = useState<ListExportFormat>('jsonl')
  const [isUnfinished, setUnfinished] = useState(false)
  const [rows, setRows] = useState<number | null>(null)
  const [failure, setFailure] = useState<Problem | 'nothing' | null>(null)
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])

  const save = async () => {
    if (rows !== null) return
    const control = new AbortController()
    running.current = control
    setFailure(null)
    setRows(0)
    const wish = { format: form, jobs: exportedJobs(scope, facts), episodes: isUnfinished ? 'unfinished' : 'all' } as const
    const { value: file, problem } = await exports.file(wish, { onRows: setRows, signal: control.signal })
    if (control.signal.aborted) return
    setRows(null)
    if (file === null) return setFailure(problem ?? 'nothing')
    saveFile(file, `${t('export:fileName', { day: localDay(now()) })}.${extensions[form]}`)
    onClose()
  }
  const changed = <Value,>(change: (value: Value) => void) => {
    return (value: Value) => {
      setFailure(null)
      change(value)
    }
  }

  return (
    <FormDialog
      title={t('export:title')}
      submitLabel={t('export:save')}
      problem={failure === null ? null : failure === 'nothing' ? t('export:nothing') : problemText(t, failure)}
      isPending={rows !== null}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      {scopes.size === 1 ? (
        <p>{t('export:whole', { formatted: format.count(allJobs) })}</p>
      ) : (
        <Segmented
          label={t('export:which')}
          value={scope}
          options={[...scopes].map(([value, count]) => ({
            value,
            label: t(`export:scope.${value}`, { formatted: format.count(count) }),
          }))}
          onChange={changed(setChosen)}
        />
      )}
      <ChoiceList
        label={t('export:format')}
        value={form}
        options={listExportFormats.map((value) => ({ value, label: t(`export:${value}`), help: t(`export:${value}Help`) }))}
        onChange={changed(setForm)}
      />
      <Checkbox isSelected={isUnfinished} onChange={changed(setUnfinished)}>
        {t('export:unfinished')}
      </Checkbox>
      <p className={styles.soft}>{t('export:secrets')}</p>
      <p role="status" className={styles.empty}>
        {rows !== null && t('export:running', { formatted: format.count(rows) })}
      </p>
    </FormDialog>
  )
}
