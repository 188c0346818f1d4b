import type { InputIssue } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import styles from './add-dialog.module.css'
import type { ReadLinks } from './read-links.ts'

/** Bad lines that are named one by one; of the rest the number is told. */
const namedLines = 4

interface LinkSummaryProps {
  readonly read: ReadLinks
  /** Addresses that the core refused, with their place among those sent: `urls.3`. */
  readonly refused: readonly InputIssue[]
}

/** What was found in the text: how many links, how many twice, and which lines hold none. */
export function LinkSummary({ read, refused }: LinkSummaryProps) {
  const t = useText()
  const format = useFormat()
  const { links, duplicates, badLines } = read
  const counted = (count: number) => ({ count, formatted: format.count(count) })
  const lines = [
    ...refused.flatMap((issue) => {
      const link = links[Number(issue.path.split('.')[1])]
      return link === undefined ? [] : [{ line: link.line, text: link.url, problem: 'refused' as const }]
    }),
    ...badLines,
  ]
  return (
    <div className={styles.summary}>
      <p role="status">
        <strong className={styles.count}>{links.length === 0 ? t('add:none') : t('add:found', counted(links.length))}</strong>
        {duplicates > 0 && <span> · {t('add:duplicates', counted(duplicates))}</span>}
        {badLines.length > 0 && <span className={styles.bad}> · {t('add:bad', counted(badLines.length))}</span>}
      </p>
      {lines.length > 0 && (
        <ul className={styles.badLines}>
          {lines.slice(0, namedLines).map(({ line, text, problem }) => (
            <li key={`${line} ${text}`}>
              <span className={styles.lineNumber}>{t('add:line', { line: format.count(line) })}</span>
              <span className={styles.lineText} dir="auto" title={text}>
                {text}
              </span>
              <span>{t(`add:problem.${problem}`)}</span>
            </li>
          ))}
          {lines.length > namedLines && <li>{t('add:moreBad', counted(lines.length - namedLines))}</li>}
        </ul>
      )}
    </div>
  )
}
