import type { HostOverview } from '../../../src-preload/contract/index.ts'
import type { HostColumn, HostSort } from '../../state/overview-view.ts'

const values: Readonly<Record<HostColumn, (host: HostOverview) => number | string>> = {
  host: ({ host }) => host,
  connections: ({ connections }) => connections,
  speed: ({ speed }) => speed,
  meanSpeed: ({ figures }) => figures.meanSpeed ?? 0,
  bytes: ({ figures }) => figures.bytes,
  files: ({ figures }) => figures.files,
  failed: ({ figures }) => figures.failed,
  waiting: ({ waiting }) => waiting ?? 0,
}

/** A press on the column that sorts turns it round; another begins with the most, names with the first. */
export function nextSort(sort: HostSort, column: HostColumn): HostSort {
  if (sort.column === column) return { column, order: sort.order === 'asc' ? 'desc' : 'asc' }
  return { column, order: column === 'host' ? 'asc' : 'desc' }
}

/** The names in order; equals by what came from there, and by name. */
export function sortedHosts(hosts: readonly HostOverview[], { column, order }: HostSort): readonly string[] {
  const of = values[column]
  const turn = order === 'asc' ? 1 : -1
  return hosts
    .toSorted(
      (one, other) =>
        turn * compared(of(one), of(other)) || other.figures.bytes - one.figures.bytes || compared(one.host, other.host),
    )
    .map(({ host }) => host)
}

/** The order that is shown: what moves meanwhile changes no place, who is new stands at the end, who is gone is left out. */
export function keptOrder(before: readonly string[], hosts: readonly HostOverview[]): readonly string[] {
  const present = new Set(hosts.map(({ host }) => host))
  const known = new Set(before)
  return [...before.filter((host) => present.has(host)), ...[...present].filter((host) => !known.has(host))]
}

function compared(one: number | string, other: number | string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
