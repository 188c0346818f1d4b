import type { Inspection } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import styles from './inspection.module.css'

/** The first of what was left out, and why each was. */
export function SkippedList({ inspection: { skipped, skippedFirst } }: { readonly inspection: Inspection }) {
  const t = useText()
  const format = useFormat()
  const more = skipped - skippedFirst.length
  return (
    <Disclosure title={t('sources:whySkipped', { count: skipped, formatted: format.count(skipped) })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it holds nothing else to focus, and must scroll by keyboard. */}
      <ul className={styles.skipped} tabIndex={0} aria-label={t('sources:skippedLabel')}>
        {skippedFirst.map(({ text, reason, line }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is only ever told as a whole.
          <li key={index}>
            {line !== null && <span className={styles.line}>{t('add:line', { line: format.count(line) })}</span>}
            <span className={styles.text} dir="auto" title={text}>
              {text}
            </span>
            <span className={styles.reason}>{t(`sources:skip.${reason}`)}</span>
          </li>
        ))}
        {more > 0 && <li>{t('sources:moreSkipped', { count: more, formatted: format.count(more) })}</li>}
      </ul>
    </Disclosure>
  )
}
