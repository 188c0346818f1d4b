import { CircleAlert, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { EpisodeError } from '../../../src-preload/contract/index.ts'
import { episodeErrorText } from '../../state/error-text.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import styles from './details.module.css'

interface ErrorFactsProps {
  readonly error: EpisodeError
  /** Tries again; null where that would change nothing now. */
  readonly onRetry: (() => void) | null
  /** What helps more than trying again; null where nothing does. */
  readonly help: ReactNode
}

/** What went wrong, when, and what helps. */
export function ErrorFacts({ error, onRetry, help: way }: ErrorFactsProps) {
  const t = useText()
  const format = useFormat()
  const { what, help } = episodeErrorText(t, error)
  return (
    <div className={styles.error}>
      <p className={styles.errorHead}>
        <CircleAlert aria-hidden />
        {t('details:errorAt', { time: format.dateTime(error.at) })}
      </p>
      <p>{what}</p>
      <p className={styles.remedy}>
        <strong>{t('details:remedy')}</strong> {help}
      </p>
      {(way !== null || onRetry !== null) && (
        <div className={styles.ways}>
          {way}
          {onRetry !== null && (
            <Button icon={<RotateCcw aria-hidden />} onPress={onRetry}>
              {t('common:action.retry')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
