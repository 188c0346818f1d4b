import type { Episode, TransferDetails } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { segmentBlocks } from './segment-blocks.ts'
import styles from './segment-map.module.css'

/** Ten lines of twenty: each is wide enough for the number of a connection. */
const mostBlocks = 200

interface SegmentMapProps {
  readonly episode: Episode
  /** Null until it was asked for. */
  readonly transfer: TransferDetails | null
}

/** The file in blocks: what is here, what is missing, and which connection writes where. */
export function SegmentMap({ episode, transfer }: SegmentMapProps) {
  const t = useText()
  const format = useFormat()
  const { segments, bytesTotal, progress } = episode
  if (bytesTotal === null || bytesTotal === 0 || segments.length === 0) return null
  const blocks = segmentBlocks(segments, bytesTotal, transfer?.connections ?? [], mostBlocks)
  const isRepair = transfer?.isRepair === true
  const label = t('details:segmentsSpoken', {
    count: segments.length,
    formatted: format.count(segments.length),
    percent: format.percent(progress ?? 0),
  })
  const missing = classNames(styles.block, isRepair && styles.damaged)
  const classes = [missing, classNames(styles.block, styles.part), classNames(styles.block, styles.here)]
  return (
    <div className={styles.frame}>
      <div className={styles.map} role="img" aria-label={label}>
        {blocks.map(({ filled, connection }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place.
          <span key={place} className={classNames(classes[filled], connection !== null && styles.fetched)}>
            {connection !== null && connection > 0 && connection}
          </span>
        ))}
      </div>
      <ul className={styles.legend} aria-hidden>
        <li>
          <span className={classNames(styles.block, styles.here)} />
          {t('details:map.here')}
        </li>
        <li>
          <span className={classNames(styles.block, styles.part)} />
          {t('details:map.part')}
        </li>
        <li>
          <span className={classNames(styles.block, styles.fetched)}>1</span>
          {t('details:map.fetched')}
        </li>
        <li>
          <span className={missing} />
          {isRepair ? t('details:map.damaged') : t('details:map.missing')}
        </li>
      </ul>
    </div>
  )
}
