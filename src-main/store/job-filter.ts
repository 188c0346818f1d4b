import type { JobConditions } from '../../src-preload/contract/index.ts'

/** Conditions on `jobs AS j` and the values that they name. */
export interface JobFilter {
  readonly where: string
  readonly values: Readonly<Record<string, string | number>>
}

const conjunction = (conditions: readonly string[]) => (conditions.length === 0 ? 'TRUE' : conditions.join(' AND '))

/** What a condition of the query that is given asks of a job. */
const conditionOf = {
  directory: 'j.directory = @directory',
  queueId: 'j.queue_id = @queueId',
  sessionId: 'j.session_id = @sessionId',
  minBytes: 'j.bytes_known >= @minBytes',
  maxBytes: 'j.bytes_known <= @maxBytes AND j.unknown_sizes = 0',
} as const
const conditionNames = [
  'directory',
  'queueId',
  'sessionId',
  'minBytes',
  'maxBytes',
] as const satisfies (keyof typeof conditionOf)[]

/** What was searched for (already in `temp.found`), the place and the size, which the counts by status are taken after. */
export function filterBeforeStatus(query: JobConditions, searched: boolean): JobFilter {
  const conditions: string[] = searched ? ['j.pk IN (SELECT job FROM temp.found)'] : []
  const values: Record<string, string | number> = {}
  for (const name of conditionNames) {
    const value = query[name]
    if (value === undefined) continue
    conditions.push(conditionOf[name])
    values[name] = value
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
