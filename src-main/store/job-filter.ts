import type { JobConditions } from '../../src-preload/contract/index.ts'

/** Conditions on `jobs AS j` and the values that they name. */
export interface JobFilter {
  readonly where: string
  readonly values: Readonly<Record<string, string | number>>
}

const conjunction = (conditions: readonly string[]) => (conditions.length === 0 ? 'TRUE' : conditions.join(' AND '))

/** What was searched for (already in `temp.found`), the place and the size, which the counts by status are taken after. */
export function filterBeforeStatus(query: JobConditions, searched: boolean): JobFilter {
  const conditions: string[] = []
  const values: Record<string, string | number> = {}
  if (searched) conditions.push('j.pk IN (SELECT job FROM temp.found)')
  if (query.directory !== undefined) {
    conditions.push('j.directory = @directory')
    values.directory = query.directory
  }
  if (query.queueId !== undefined) {
    conditions.push('j.queue_id = @queueId')
    values.queueId = query.queueId
  }
  if (query.sessionId !== undefined) {
    conditions.push('j.session_id = @sessionId')
    values.sessionId = query.sessionId
  }
  if (query.minBytes !== undefined) {
    conditions.push('j.bytes_known >= @minBytes')
    values.minBytes = query.minBytes
  }
  if (query.maxBytes !== undefined) {
    conditions.push('j.bytes_known <= @maxBytes AND j.unknown_sizes = 0')
    values.maxBytes = query.maxBytes
  }
  return { where: conjunction(conditions), values }
}

/** All of a query's conditions. An empty list of states is no filter. */
export function filterWithStatus(query: JobConditions, searched: boolean): JobFilter {
  const before = filterBeforeStatus(query, searched)
  const statuses = [...new Set(query.status)]
  if (statuses.length === 0) return before
  const names = statuses.map((_, at) => `@status${at}`)
  const condition = names.length === 1 ? `j.status = ${names[0]}` : `j.status IN (${names.join(', ')})`
  return {
    where: before.where === 'TRUE' ? condition : `${before.where} AND ${condition}`,
    values: { ...before.values, ...Object.fromEntries(statuses.map((status, at) => [`status${at}`, status])) },
  }
}
