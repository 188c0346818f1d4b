import { Archive, File, FileText, Film, Globe, Image, Music } from 'lucide-react'
import { memo } from 'react'
import { useFormat, useText } from '../../state/use-text.ts'
import { BlankRow, ChoiceMark, ChoiceRow, type PlacedChoice } from '../../ui/choice-grid.tsx'
import { RowCell } from '../../ui/placed-rows.tsx'
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

interface CandidateLineProps extends PlacedChoice {
  /** Null while it is being read. */
  readonly candidate: CandidateRow | null
  readonly isTaken: boolean
}

/** One candidate: the name it gets, what it is called and where it lies, how large it is and of when. */
export const CandidateLine = memo(function CandidateLine({ candidate, isTaken, ...place }: CandidateLineProps) {
  const t = useText()
  const format = useFormat()
  if (candidate === null) {
    return <BlankRow index={place.index} top={place.top} label={t('table:loading')} className={styles.file} />
  }
  const { index, url, title, size, kind, directory, date, isKnown } = candidate
  const Icon = icons[kind]
  const own = plainName(candidate)
  const name = candidate.name ?? own
  const hasTitle = title !== null && title !== own
  const path = directory === null ? name : `${directory}/${name}`
  return (
    <ChoiceRow {...place} id={candidateElementId(index)} isChosen={isTaken} className={isTaken ? undefined : styles.left}>
      <RowCell role="gridcell" className={styles.number}>
        <ChoiceMark isChosen={isTaken} />
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
    </ChoiceRow>
  )
})
