import type { Throughput } from '../../src-preload/contract/index.ts'

export const hostColumns = ['host', 'connections', 'speed', 'meanSpeed', 'bytes', 'files', 'failed', 'waiting'] as const
export type HostColumn = (typeof hostColumns)[number]

export interface HostSort {
  readonly column: HostColumn
  readonly order: 'asc' | 'desc'
}

/** How the person looks at the overview. */
export interface OverviewView {
  readonly span: Throughput['span']
  readonly hostSort: HostSort
  /** What the calendar shows of a day. */
  readonly measure: 'bytes' | 'files'
}

export const firstOverviewView: OverviewView = {
  span: 'hour',
  hostSort: { column: 'speed', order: 'desc' },
  measure: 'bytes',
}
