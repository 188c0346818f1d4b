import { memo, type ReactNode } from 'react'
import type { ReportEntry } from '../../../src-preload/contract/index.ts'
import { episodeErrorText } from '../../state/error-text.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { PlacedRow, RowCell } from '../../ui/placed-rows.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import styles from './file-table.module.css'

interface FileRowProps {
  /** Null while it is being read. */
  readonly entry: ReportEntry | null
  readonly index: number
  /** Pixels from the first row. */
  readonly top: number
}

/** One file: when, which, from where, how large, how fast, and what came of it. */
export const FileRow = memo(function FileRow({ entry, index, top }: FileRowProps) {
  const t = useText()
  const format = useFormat()
  if (entry === null) {
    return (
      <PlacedRow index={index} top={top}>
        <Cell column="name">
          <span className={styles.soft}>{t('report:files.loading')}</span>
        </Cell>
      </PlacedRow>
    )
  }
  const { fileName, title, path, url, host, bytes, activeMs, status } = entry
  const ended = format.dateTime(entry.endedAt)
  const hasSpeed = status === 'completed' && activeMs > 0 && bytes > 0
  return (
    <PlacedRow index={index} top={top}>
      <Cell column="ended" title={ended}>
        {ended}
      </Cell>
      <Cell column="name" title={path ?? title}>
        <bdi>{fileName ?? title}</bdi>
        {entry.removed && <span className={styles.removed}>{t('report:files.removed')}</span>}
      </Cell>
      <Cell column="host" title={url}>
        {host}
      </Cell>
      <Cell column="size">{format.bytes(bytes)}</Cell>
      <Cell column="speed">{hasSpeed ? format.speed((bytes * 1_000) / activeMs) : ''}</Cell>
      <Result entry={entry} />
    </PlacedRow>
  )
})

function Result({ entry: { status, error, checksum, retryAt } }: { readonly entry: ReportEntry }) {
  const t = useText()
  const format = useFormat()
  if (status === 'completed') {
    const digest =
      checksum === null ? null : t('report:files.digest', { algorithm: checksum.algorithm.toUpperCase(), value: checksum.value })
    return (
      <Cell column="result" title={digest ?? undefined}>
        <ToneIcon tone="good" />
        <span className={styles.clip}>{digest ?? t('report:files.finished')}</span>
      </Cell>
    )
  }
  const text = error === null ? null : episodeErrorText(t, error)
  const next = retryAt === null ? '' : ` · ${t('table:retryAt', { time: format.moment(retryAt, Date.now()) })}`
  return (
    <Cell column="result" title={text?.what}>
      <ToneIcon tone="bad" />
      <span className={styles.clip}>
        {text?.short ?? t('table:episode.failed')}
        {next}
      </span>
    </Cell>
  )
}

interface CellProps {
  readonly column: 'ended' | 'name' | 'host' | 'size' | 'speed' | 'result'
  readonly title?: string | undefined
  readonly children: ReactNode
}

function Cell({ column, title, children }: CellProps) {
  return (
    <RowCell role="cell" className={styles[column]} title={title}>
      {children}
    </RowCell>
  )
}
