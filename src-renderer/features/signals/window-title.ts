import type { Text } from '../../state/use-text.ts'
import type { Format } from '../../ui/format/index.ts'

/** What the title of the window says. */
export interface TitleFacts {
  /** Episodes that are active. */
  readonly active: number
  /** How far they are together; null where nobody knows. */
  readonly percent: number | null
}

/** The program's name, and before it how far things are while something runs. */
export function windowTitle(t: Text, format: Format, { active, percent }: TitleFacts): string {
  if (active === 0) return 'Staffel'
  const running = t('signals:title.active', { count: active, formatted: format.count(active) })
  const far = percent === null ? [] : [format.wholePercent(percent)]
  return `${[...far, running].join(' · ')} – Staffel`
}
