import { useVirtualizer } from '@tanstack/react-virtual'
import { ChartColumn, SearchX } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { rowCount } from '../../state/report-rows.ts'
import type { ReportFilter } from '../../state/report-view.ts'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { FileRow } from './file-row.tsx'
import styles from './file-table.module.css'
import { useReportRows } from './use-report-rows.ts'

const columns = ['ended', 'name', 'host', 'size', 'speed', 'result'] as const
/** Pixels of the header, which narrow windows do not show, and of a row, which has two lines there; known to the stylesheet too. */
const heights = { wide: { header: 30, row: 30 }, narrow: { header: 0, row: 52 } } as const

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
  const { header: headerHeight, row: rowHeight } = useMedia('(max-width: 760px)') ? heights.narrow : heights.wide
  const isEmpty = !isLoading && rows.total === 0
  const virtualizer = useVirtualizer({
    count: isLoading || isEmpty ? 0 : rowCount(rows),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    paddingStart: headerHeight,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: it measures anew because the height is another.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
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
        className={styles.rows}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it holds nothing else to focus, and must scroll by keyboard.
        tabIndex={0}
        aria-label={t('report:files.label')}
        aria-rowcount={rows.total === null ? -1 : rows.total + 1}
        aria-colcount={columns.length}
        aria-busy={isLoading}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see the table. */}
        <div role="rowgroup" className={styles.head}>
          {/* biome-ignore lint/a11y/useSemanticElements: see the table. */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: a table is read, not walked. */}
          <div role="row" aria-rowindex={1} className={styles.row}>
            {columns.map((column) => (
              // biome-ignore lint/a11y/useSemanticElements: see the table.
              // biome-ignore lint/a11y/useFocusableInteractive: a table is read, not walked.
              <div key={column} role="columnheader" className={classNames(styles.cell, styles[column])}>
                {t(`report:files.${column}`)}
              </div>
            ))}
          </div>
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: see the table. */}
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() - headerHeight }}>
          {items.map(({ key, index, start }) => (
            <FileRow key={key} entry={at(index)} index={index} top={start - headerHeight} />
          ))}
        </div>
      </div>
    </div>
  )
}
