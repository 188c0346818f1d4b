import { useState } from 'react'
import type { Inspection, InspectOptions } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { withoutSubmit } from './filter-bar.tsx'
import styles from './inspection.module.css'

type Preview = NonNullable<Inspection['preview']>
const roles = ['url', 'title', 'fileName', 'size', 'checksum'] as const
type Role = (typeof roles)[number]
/** Stands for no column. */
const none = -1
/** Lines that are shown to choose by. */
const shownRows = 6

interface ColumnOptionsProps {
  readonly preview: Preview
  /** Whether nothing could be read by the columns that were found out. */
  readonly isNeeded: boolean
  readonly isRunning: boolean
  readonly onRead: (options: Partial<InspectOptions>) => void
}

/** Which column of a table holds what: what was found out, and the way to say it. */
export function ColumnOptions({ preview, isNeeded, isRunning, onRead }: ColumnOptionsProps) {
  const t = useText()
  const found = preview.columns
  const [columns, setColumns] = useState<Readonly<Record<Role, number>>>({
    url: found?.url ?? 0,
    title: found?.title ?? none,
    fileName: found?.fileName ?? none,
    size: found?.size ?? none,
    checksum: found?.checksum ?? none,
  })
  const [urlTemplate, setUrlTemplate] = useState(found?.urlTemplate ?? '')
  const [hasHeader, setHasHeader] = useState(true)
  const [head = []] = preview.rows
  const width = Math.max(...preview.rows.map((row) => row.length))
  const names = Array.from({ length: width }, (_, at) => ({
    value: at,
    label: (hasHeader && head[at]?.trim()) || t('sources:columns.numbered', { number: at + 1 }),
  }))
  const read = () => {
    const { url, ...others } = columns
    const chosen = Object.fromEntries(Object.entries(others).filter(([, column]) => column !== none))
    onRead({
      kind: 'import',
      hasHeader,
      columns: { url, ...chosen, ...(urlTemplate.trim() !== '' && { urlTemplate: urlTemplate.trim() }) },
    })
  }
  return (
    <Disclosure title={t('sources:columns.title')} {...(isNeeded && { isOpen: true })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it holds nothing else to focus, and must scroll by keyboard. */}
      <section className={styles.preview} tabIndex={0} aria-label={t('sources:columns.preview')}>
        <table>
          <tbody>
            {preview.rows.slice(0, shownRows).map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text, which stay what they are.
              <tr key={at} data-head={hasHeader && at === 0}>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: see the line.
                  <td key={column} title={cell}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className={styles.options} onKeyDownCapture={withoutSubmit}>
        {roles.map((role) => (
          <Select
            key={role}
            label={t(role === 'title' ? 'sources:columns.titleColumn' : `sources:columns.${role}`)}
            value={columns[role]}
            options={role === 'url' ? names : [{ value: none, label: t('sources:columns.none') }, ...names]}
            onChange={(column) => setColumns((before) => ({ ...before, [role]: column }))}
          />
        ))}
        <TextField
          className={styles.long}
          label={t('sources:columns.urlTemplate')}
          help={t('sources:columns.urlTemplateHelp')}
          value={urlTemplate}
          placeholder={t('sources:columns.urlTemplatePlaceholder')}
          onChange={setUrlTemplate}
        />
        <div className={styles.long}>
          <Checkbox isSelected={hasHeader} onChange={setHasHeader}>
            {t('sources:columns.hasHeader')}
          </Checkbox>
        </div>
        <div className={styles.whole}>
          <Button isDisabled={isRunning} onPress={read}>
            {t('sources:columns.read')}
          </Button>
        </div>
      </div>
    </Disclosure>
  )
}
