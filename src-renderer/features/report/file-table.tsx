import { ChartColumn, SearchX } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { rowCount } from '../../state/report-rows.ts'
import type { ReportFilter } from '../../state/report-view.ts'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import placed from '../../ui/placed-rows.module.css'
import { ColumnHeader, HeadRow, RowBody } from '../../ui/placed-rows.tsx'
import { usePlacedRows } from '../../ui/use-placed-rows.ts'
import { FileRow } from './file-row.tsx'
import styles from './file-table.module.css'
import { useReportRows } from './use-report-rows.ts'

const columns = ['ended', 'name', 'host', 'size', 'speed', 'result'] as const
interface FileTableProps {
  readonly filter: ReportFilter
  readonly news: string
  readonly onShowAll: () => void
}

/** The entries, of which only those in sight exist. */
export function FileTable({ filter, news, onShowAll }: FileTableProps) {
  const t = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const { rows, isLoading, show, at } = useReportRows(filter, news)
  const isEmpty = !isLoading && rows.total === 0
  const count = isLoading || isEmpty ? 0 : rowCount(rows)
  const { rows: placedRows, first, last, height } = usePlacedRows({ scroller, count, overscan: 10 })
  useEffect(() => show(first, last), [show, first, last])

  if (isEmpty) {
    return Object.keys(filter).length === 0 ? (
      <Empty icon={<ChartColumn aria-hidden />} title={t('report:files.emptyTitle')} text={t('report:files.emptyText')} />
    ) : (
      <Empty icon={<SearchX aria-hidden />} title={t('report:files.noneTitle')} text={t('report:files.noneText')}>
        <Button onPress={onShowAll}>{t('report:files.showAll')}</Button>
      </Empty>
    )
  }
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: the rows are placed by hand, which table elements do not allow. */}
      <div
        ref={scroller}
        role="table"
        className={classNames(placed.scroller, styles.rows)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it holds nothing else to focus, and must scroll by keyboard.
        tabIndex={0}
        aria-label={t('report:files.label')}
        aria-rowcount={rows.total === null ? -1 : rows.total + 1}
        aria-colcount={columns.length}
        aria-busy={isLoading}
      >
        <HeadRow>
          {columns.map((column) => (
            <ColumnHeader key={column} className={styles[column]}>
              {t(`report:files.${column}`)}
            </ColumnHeader>
          ))}
        </HeadRow>
        <RowBody height={height}>
          {placedRows.map(({ key, index, top }) => (
            <FileRow key={key} entry={at(index)} index={index} top={top} />
          ))}
        </RowBody>
      </div>
    </div>
  )
}
