import { Archive, Check, File, FileText, Film, Globe, Image, Music } from 'lucide-react'
import { type MouseEvent, memo } from 'react'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
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
  const frame = {
    'aria-rowindex': row + 2,
    className: classNames(styles.row, styles.placed),
    style: { transform: `translateY(${top}px)` },
  }
  if (candidate === null) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: see the grid.
      // biome-ignore lint/a11y/useFocusableInteractive: the grid points to rows with aria-activedescendant.
      <div role="row" {...frame}>
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: nothing to do in it. */}
        <div role="gridcell" className={classNames(styles.cell, styles.file)}>
          <span className={styles.blank} aria-hidden />
          <span className="visually-hidden">{t('table:loading')}</span>
        </div>
      </div>
    )
  }
  const { index, url, title, size, kind, directory, date, isKnown } = candidate
  const Icon = icons[kind]
  const own = plainName(candidate)
  const name = candidate.name ?? own
  const hasTitle = title !== null && title !== own
  const path = directory === null ? name : `${directory}/${name}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid points to it with aria-activedescendant.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys.
    <div
      role="row"
      id={candidateElementId(index)}
      aria-selected={isTaken}
      data-active={isActive}
      data-left={!isTaken}
      onClick={(event) => onClick(row, event)}
      {...frame}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row is what is chosen. */}
      <div role="gridcell" className={classNames(styles.cell, styles.number)}>
        <span className={styles.box} data-selected={isTaken} aria-hidden>
          {isTaken && <Check />}
        </span>
        {format.count(index + 1)}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above. */}
      <div role="gridcell" className={classNames(styles.cell, styles.file)} title={path}>
        <Icon className={styles.icon} aria-hidden />
        <span className={styles.name}>
          {directory !== null && <bdi className={styles.soft}>{directory}/</bdi>}
          <bdi>{name}</bdi>
        </span>
        {isKnown && <span className={styles.known}>{t('sources:isKnown')}</span>}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above. */}
      <div role="gridcell" className={classNames(styles.cell, styles.source)} title={!hasTitle ? url : `${title}\n${url}`}>
        <bdi>{hasTitle ? title : url}</bdi>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above. */}
      <div role="gridcell" className={classNames(styles.cell, styles.size)}>
        {size === null ? '' : format.bytes(size)}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above. */}
      <div role="gridcell" className={classNames(styles.cell, styles.date)}>
        {date === null ? '' : format.day(date)}
      </div>
    </div>
  )
})
