import { ArrowDownToLine, CircleAlert, CircleCheck, CirclePause, Clock, ScanSearch, TriangleAlert } from 'lucide-react'
import { classNames } from './class-names.ts'
import styles from './tone-icon.module.css'

const icons = {
  active: ArrowDownToLine,
  checking: ScanSearch,
  waiting: Clock,
  paused: CirclePause,
  good: CircleCheck,
  bad: CircleAlert,
  attention: TriangleAlert,
} as const

/** A state's sign: each has a shape of its own, so that colour is never needed to tell them apart. */
export function ToneIcon({ tone }: { readonly tone: keyof typeof icons }) {
  const Icon = icons[tone]
  return <Icon className={classNames(styles.icon, styles[tone])} aria-hidden />
}
