import styles from './sparkline.module.css'

interface SparklineProps {
  /** Oldest first. */
  readonly values: readonly number[]
  readonly width?: number
  readonly height?: number
}

/** The course of a value in a word's space, filled below; scaled to its own highest point. */
export function Sparkline({ values, width = 72, height = 18 }: SparklineProps) {
  const top = Math.max(1, ...values)
  const step = width / Math.max(1, values.length - 1)
  const points = values.map(
    (value, index) => `${(index * step).toFixed(1)},${(height - 1 - (value / top) * (height - 3)).toFixed(1)}`,
  )
  return (
    <svg className={styles.sparkline} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      <polygon className={styles.area} points={`0,${height} ${points.join(' ')} ${width},${height}`} />
      <polyline className={styles.line} points={points.join(' ')} />
    </svg>
  )
}
