import { dayBefore } from './day-before.ts'

export const reportTabs = ['files', 'failures', 'hosts', 'days', 'library'] as const
export type ReportTab = (typeof reportTabs)[number]
export const reportPeriods = ['today', 'week', 'month', 'all'] as const
export type ReportPeriod = (typeof reportPeriods)[number]

/** What the person looks at of the report. */
export interface ReportView {
  readonly tab: ReportTab
  readonly period: ReportPeriod
  /** One day instead of the period, `YYYY-MM-DD`. */
  readonly day: string | null
  readonly status: 'any' | 'completed' | 'failed'
  readonly host: string | null
  readonly search: string
}

export const firstReportView: ReportView = { tab: 'files', period: 'all', day: null, status: 'any', host: null, search: '' }

const daysOf: Readonly<Record<ReportPeriod, number | null>> = { today: 1, week: 7, month: 30, all: null }

/** The first day of a period that ends today; undefined where it has no beginning. */
export function firstDayOf(period: ReportPeriod, today: string): string | undefined {
  const days = daysOf[period]
  return days === null ? undefined : dayBefore(today, days - 1)
}

/** Which entries, in the words of the contract. `today`: the day of the machine that Staffel runs on. */
export function reportFilterOf({ period, day, status, host, search }: ReportView, today: string) {
  const from = day ?? firstDayOf(period, today)
  const words = search.trim()
  return {
    ...(from !== undefined && { from }),
    ...(day !== null && { to: day }),
    ...(status !== 'any' && { status: [status] }),
    ...(host !== null && { host }),
    ...(words !== '' && { q: words }),
  }
}
export type ReportFilter = ReturnType<typeof reportFilterOf>
