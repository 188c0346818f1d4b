import { CircleAlert } from 'lucide-react'
import type { EpisodeError } from '../../../src-preload/contract/index.ts'
import { episodeErrorText } from '../../state/error-text.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import styles from './details.module.css'

/** What went wrong, when, and what helps. */
export function ErrorFacts({ error }: { readonly error: EpisodeError }) {
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
    </div>
  )
}
