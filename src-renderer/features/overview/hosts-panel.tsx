import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import type { Overview } from '../../../src-preload/contract/index.ts'
import { type HostColumn, hostColumns } from '../../state/overview-view.ts'
import { showPage } from '../../state/show-page.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { FactTable } from '../../ui/fact-table.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { keptOrder, nextSort, sortedHosts } from './host-order.ts'
import { HostRow } from './host-row.tsx'
import styles from './hosts.module.css'
import layout from './overview.module.css'
import { Panel } from './panel.tsx'

const mostShown = 15

/** How wide a column is, and whether it goes where room is scarce. */
const looks: Readonly<Record<HostColumn, string | undefined>> = {
  host: undefined,
  connections: classNames(styles.number, styles.wide, styles.optional),
  speed: styles.number,
  meanSpeed: classNames(styles.number, styles.optional),
  bytes: classNames(styles.number, styles.wide),
  files: classNames(styles.number, styles.leastWanted),
  failed: classNames(styles.number, styles.failures),
  waiting: classNames(styles.number, styles.optional),
}

/** The servers of the last 30 days, and what was learnt of them. */
export function HostsPanel({ hosts }: Pick<Overview, 'hosts'>) {
  const { view } = useCore()
  const t = useText()
  const format = useFormat()
  const sort = useView((state) => state.overview.hostSort)
  // Ordered when a column is pressed: what runs must not change places under the pointer.
  const [pressed, setPressed] = useState(() => sortedHosts(hosts.items, sort))
  const byName = new Map(hosts.items.map((host) => [host.host, host]))
  const shown = keptOrder(pressed, hosts.items)
    .flatMap((name) => byName.get(name) ?? [])
    .filter(({ active }, at) => at < mostShown || active > 0)
  const press = (column: HostColumn) => {
    const next = nextSort(sort, column)
    setPressed(sortedHosts(hosts.items, next))
    view.setState({ overview: { ...view.getState().overview, hostSort: next } })
  }
  const showAll = () => {
    view.setState({ report: { ...view.getState().report, tab: 'hosts' } })
    showPage(view, 'report')
  }
  return (
    <Panel
      id="hosts"
      title={t('overview:hosts.title')}
      note={t('overview:hosts.note')}
      action={<LinkButton onPress={showAll}>{t('overview:hosts.all', { formatted: format.count(hosts.total) })}</LinkButton>}
    >
      {hosts.items.length === 0 ? (
        <p className={layout.soft}>{t('overview:hosts.empty')}</p>
      ) : (
        <FactTable
          className={styles.table}
          label={t('overview:hosts.title')}
          head={hostColumns.map((column) => (
            <th
              key={column}
              scope="col"
              aria-sort={sort.column === column ? (sort.order === 'asc' ? 'ascending' : 'descending') : undefined}
              className={looks[column]}
            >
              <button type="button" className={styles.sort} onClick={() => press(column)}>
                {t(`overview:hosts.column.${column}`)}
                {sort.column === column && (sort.order === 'asc' ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />)}
              </button>
            </th>
          ))}
        >
          {shown.map((host) => (
            <HostRow key={host.host} host={host} />
          ))}
        </FactTable>
      )}
    </Panel>
  )
}
