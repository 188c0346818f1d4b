import { Archive, Check, File, FileText, Film, Globe, Image, Music } from 'lucide-react'
import { type MouseEvent, memo } from 'react'
import { useFormat, useText } from '../../state/use-text.ts'
import { PlacedRow, RowCell } from '../../ui/placed-rows.tsx'
import styles from './candidate-table.module.css'
import { plainName } from './plain-name.ts'
import type { CandidateRow } from './use-candidates.ts'

const icons = {
  image: Image,
  audio: Music,
  video: Film,
  document: FileText,
  archive: Archive,
  page: Globe,
  other: File,
} as const

/** The element that a candidate has in the document, for `aria-activedescendant`. */
export const candidateElementId = (index: number) => `candidate-${index}`

interface CandidateLineProps {
  /** Null while it is being read. */
  readonly candidate: CandidateRow | null
  readonly row: number
  /** Pixels from the first row. */
  readonly top: number
  readonly isTaken: boolean
  readonly isActive: boolean
  readonly onClick: (row: number, event: MouseEvent) => void
}

/** One candidate: the name it gets, what it is called and where it lies, how large it is and of when. */
export const CandidateLine = memo(function CandidateLine({
  candidate,
  row,
  top,
  isTaken,
  isActive,
  onClick,
}: CandidateLineProps) {
  const t = useText()
  const format = useFormat()
  if (candidate === null) {
    return (
      <PlacedRow index={row} top={top}>
        <RowCell role="gridcell" className={styles.file}>
          <span className={styles.blank} aria-hidden />
          <span className="visually-hidden">{t('table:loading')}</span>
        </RowCell>
      </PlacedRow>
    )
  }
  const { index, url, title, size, kind, directory, date, isKnown } = candidate
  const Icon = icons[kind]
  const own = plainName(candidate)
  const name = candidate.name ?? own
  const hasTitle = title !== null && title !== own
  const path = directory === null ? name : `${directory}/${name}`
  return (
    <PlacedRow
      index={row}
      top={top}
      className={styles.line}
      id={candidateElementId(index)}
      aria-selected={isTaken}
      data-active={isActive}
      data-left={!isTaken}
      onClick={(event) => onClick(row, event)}
    >
      <RowCell role="gridcell" className={styles.number}>
        <span className={styles.box} data-selected={isTaken} aria-hidden>
          {isTaken && <Check />}
        </span>
        {format.count(index + 1)}
      </RowCell>
      <RowCell role="gridcell" className={styles.file} title={path}>
        <Icon className={styles.icon} aria-hidden />
        <span className={styles.name}>
          {directory !== null && <bdi className={styles.soft}>{directory}/</bdi>}
          <bdi>{name}</bdi>
        </span>
        {isKnown && <span className={styles.known}>{t('sources:isKnown')}</span>}
      </RowCell>
      <RowCell role="gridcell" className={styles.source} title={!hasTitle ? url : `${title}\n${url}`}>
        <bdi>{hasTitle ? title : url}</bdi>
      </RowCell>
      <RowCell role="gridcell" className={styles.size}>
        {size === null ? '' : format.bytes(size)}
      </RowCell>
      <RowCell role="gridcell" className={styles.date}>
        {date === null ? '' : format.day(date)}
      </RowCell>
    </PlacedRow>
  )
})
