import { ChevronDown, ChevronsDown, ChevronsUp, ChevronUp } from 'lucide-react'
import { useText } from '../../state/use-text.ts'
import styles from './table.module.css'

const icons = { highest: ChevronsUp, high: ChevronUp, low: ChevronDown, lowest: ChevronsDown } as const

/** That a job has another priority than most, beside its name. */
export function PriorityMark({ level }: { readonly level: keyof typeof icons }) {
  const t = useText()
  const Icon = icons[level]
  const text = t('table:priority', { level: t(`common:priority.${level}`) })
  return (
    <span className={styles.priority} title={text}>
      <Icon aria-hidden />
      <span className="visually-hidden">{text}</span>
    </span>
  )
}
