import type { HostOverview } from '../../../src-preload/contract/index.ts'
import { episodeErrorText } from '../../state/error-text.ts'
import { showPage } from '../../state/show-page.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Steady } from '../../ui/steady.tsx'
import styles from './hosts.module.css'
import { learntWords } from './learnt-words.ts'

/** A server: what it gives now, what it gave, why it failed, and what was learnt of it. */
export function HostRow({ host }: { readonly host: HostOverview }) {
  const { view } = useCore()
  const t = useText()
  const format = useFormat()
  const { figures, connections, connectionLimit, cause, waiting } = host
  const reason =
    cause === null
      ? null
      : episodeErrorText(t, { code: cause.code, params: cause.httpStatus === null ? {} : { status: cause.httpStatus } }).short
  const showFiles = () => {
    const { report } = view.getState()
    view.setState({ report: { ...report, tab: 'files', period: 'all', day: null, status: 'any', host: host.host } })
    showPage(view, 'report')
  }
  const none = t('overview:hosts.none')
  const learnt = learntWords(t, format, host, Date.now())
  return (
    <tr>
      <th scope="row" className={styles.host}>
        <LinkButton isClipped title={t('overview:hosts.show', { host: host.host })} onPress={showFiles}>
          {host.host}
        </LinkButton>
        {learnt.length > 0 && (
          <span className={styles.learnt} title={learnt.join('\n')}>
            {learnt.join(' · ')}
          </span>
        )}
      </th>
      <td className={classNames(styles.number, styles.wide, styles.optional)}>
        <Steady className={connections > 0 ? undefined : styles.soft}>
          {connections > 0
            ? t('overview:hosts.connections', { now: format.count(connections), limit: format.count(connectionLimit) })
            : none}
        </Steady>
      </td>
      <td className={styles.number}>
        <Steady className={host.speed > 0 ? styles.running : styles.soft}>
          {host.speed > 0 ? format.speed(host.speed) : none}
        </Steady>
      </td>
      <td className={classNames(styles.number, styles.optional)}>
        <Steady>{figures.meanSpeed === null || figures.bytes === 0 ? none : format.speed(figures.meanSpeed)}</Steady>
      </td>
      <td className={styles.number}>
        <Steady>{format.bytes(figures.bytes)}</Steady>
      </td>
      <td className={classNames(styles.number, styles.leastWanted)}>
        <Steady>{format.count(figures.files)}</Steady>
      </td>
      <td className={styles.number} title={reason === null ? undefined : t('overview:hosts.cause', { reason })}>
        <Steady className={figures.failed > 0 ? styles.failed : styles.soft}>
          {figures.failed > 0 ? format.count(figures.failed) : none}
        </Steady>
        {reason !== null && <span className={styles.reason}>{reason}</span>}
      </td>
      <td className={classNames(styles.number, styles.optional)}>
        <Steady className={waiting === 0 ? styles.soft : undefined}>
          {waiting === null ? '' : waiting === 0 ? none : format.count(waiting)}
        </Steady>
      </td>
    </tr>
  )
}
