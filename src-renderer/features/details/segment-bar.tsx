import type { Episode } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import styles from './details.module.css'
import { segmentSpans } from './segment-spans.ts'

/** Which parts of the file are on disk, in their places. */
export function SegmentBar({ episode }: { readonly episode: Episode }) {
  const t = useText()
  const format = useFormat()
  const { segments, bytesTotal, progress } = episode
  if (bytesTotal === null || bytesTotal === 0 || segments.length === 0) return null
  const label = t('details:segmentsSpoken', {
    count: segments.length,
    formatted: format.count(segments.length),
    percent: format.percent(progress ?? 0),
  })
  return (
    <div className={styles.segments} role="img" aria-label={label}>
      {segmentSpans(segments, bytesTotal).map((span) => (
        <span
          key={span.start}
          className={classNames(styles.segment, span.isActive && styles.segmentActive)}
          style={{ left: `${span.left}%`, width: `${span.width}%` }}
        >
          <span className={styles.segmentDone} style={{ width: `${span.done}%` }} />
        </span>
      ))}
    </div>
  )
}
