import { classNames } from './class-names.ts'
import styles from './progress-bar.module.css'

interface ProgressBarProps {
  /** 0–100; null where the end is unknown. */
  readonly value: number | null
  readonly tone: 'active' | 'idle' | 'good' | 'bad'
}

/** The bar alone; the number stands beside it as text, so it is hidden from screen readers. */
export function ProgressBar({ value, tone }: ProgressBarProps) {
  return (
    <span className={styles.track} aria-hidden>
      <span
        className={classNames(styles.fill, styles[tone], value === null && tone === 'active' && styles.unknown)}
        style={{ transform: `scaleX(${value === null ? (tone === 'active' ? 1 : 0) : value / 100})` }}
      />
    </span>
  )
}
