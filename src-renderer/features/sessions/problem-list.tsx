import type { ImportProblem } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import styles from './import.module.css'

/** Problems that are named one by one; of the rest the number is told. */
const namedProblems = 5

/** What of a text could not be used, by line, and why. */
export function ProblemList({ problems }: { readonly problems: readonly ImportProblem[] }) {
  const t = useText()
  const format = useFormat()
  if (problems.length === 0) return null
  const more = problems.length - namedProblems
  return (
    <ul className={styles.problems} aria-label={t('sessions:problems.label')}>
      {problems.slice(0, namedProblems).map(({ line, name, reason }) => (
        <li key={`${line} ${name} ${reason}`}>
          {line !== null && <span className={styles.line}>{t('sessions:problems.line', { line: format.count(line) })}</span>}{' '}
          {name !== null && (
            <bdi className={styles.problemName} title={name}>
              {name}
            </bdi>
          )}{' '}
          <span>{t(`sessions:problem.${reason}`)}</span>
        </li>
      ))}
      {more > 0 && <li>{t('sessions:problems.more', { count: more, formatted: format.count(more) })}</li>}
    </ul>
  )
}
