import type { Overview } from '../../../src-preload/contract/index.ts'
import { wholeList } from '../../state/list-query.ts'
import { showPage } from '../../state/show-page.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Steady } from '../../ui/steady.tsx'
import styles from './overview.module.css'
import { Panel } from './panel.tsx'

/** What queued episodes wait for, most first. */
export function WaitingPanel({ waiting }: Pick<Overview, 'waiting'>) {
  const { rows, view } = useCore()
  const t = useText()
  const format = useFormat()
  const total = waiting?.total ?? 0
  const showWaiting = () => {
    showPage(view, 'list')
    rows.change({ ...wholeList, view: 'waiting' })
  }
  return (
    <Panel
      id="waiting"
      title={t('overview:waiting.title')}
      note={
        waiting === null
          ? t('overview:waiting.counting')
          : t('overview:waiting.total', { count: total, formatted: format.count(total) })
      }
      action={total === 0 ? undefined : <LinkButton onPress={showWaiting}>{t('overview:waiting.show')}</LinkButton>}
    >
      {total === 0 ? (
        <p className={styles.soft}>{waiting === null ? '' : t('overview:waiting.none')}</p>
      ) : (
        <ul className={styles.reasons}>
          {waiting?.reasons.map(({ reason, episodes }) => (
            <li key={reason}>
              <span className={styles.reason}>{t(`overview:waiting.reason.${reason}`)}</span>
              <Steady className={styles.reasonCount}>{format.count(episodes)}</Steady>
              <ProgressBar value={(100 * episodes) / total} tone="idle" />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
