import type { Text } from '../state/use-text.ts'
import type { Format } from '../ui/format/index.ts'

export interface TitleFacts {
  readonly isOffline: boolean
  /** The whole queue is held. */
  readonly isPaused: boolean
  /** Episodes that are active. */
  readonly active: number
  /** How far the running jobs are together; null where nobody knows. */
  readonly percent: number | null
}

/** What someone wants to know who sees only the title: nothing, or one thing. */
export function titleNews(t: Text, format: Format, { isOffline, isPaused, active, percent }: TitleFacts): readonly string[] {
  if (isOffline) return [t('common:pageTitle.offline')]
  if (isPaused) return [t('common:pageTitle.paused')]
  if (active === 0) return []
  const running = t('common:pageTitle.active', { count: active, formatted: format.count(active) })
  return [percent === null ? running : `${format.wholePercent(percent)} · ${running}`]
}
