import { Download, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ReportFilter } from '../../state/report-view.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { saveFile } from '../../ui/save-file.ts'
import styles from './report.module.css'

/** Saves what the filter shows as a file, whole, however much of it was scrolled to. */
export function ExportButtons({ filter, today }: { readonly filter: ReportFilter; readonly today: string }) {
  const { report } = useCore()
  const t = useText()
  const format = useFormat()
  const [rows, setRows] = useState<number | null>(null)
  const running = useRef<AbortController>(null)

  const save = async (kind: 'csv' | 'json') => {
    const control = new AbortController()
    running.current = control
    setRows(0)
    const file = await report.file(kind, filter, { onRows: setRows, signal: control.signal })
    setRows(null)
    if (file !== null && !control.signal.aborted) saveFile(file, `${t('report:export.fileName', { day: today })}.${kind}`)
  }

  return (
    <div className={styles.export} aria-live="polite">
      {rows === null ? (
        <>
          <Button icon={<Download aria-hidden />} onPress={() => void save('csv')}>
            {t('report:export.csv')}
          </Button>
          <Button icon={<Download aria-hidden />} onPress={() => void save('json')}>
            {t('report:export.json')}
          </Button>
        </>
      ) : (
        <>
          <span className={styles.soft}>{t('report:export.running', { formatted: format.count(rows) })}</span>
          <Button icon={<X aria-hidden />} onPress={() => running.current?.abort()}>
            {t('report:export.cancel')}
          </Button>
        </>
      )}
    </div>
  )
}
