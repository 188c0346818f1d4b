import type { NewJob } from '../../src-preload/contract/index.ts'
import type { CarriedTerms } from './source.ts'

/** A job with what its list carries for it, where it does not say otherwise itself. Names of headers are the same in any case, RFC 9110 §5.1. */
export function withCarried({ headers = {}, ...terms }: CarriedTerms, job: NewJob): NewJob {
  const own = new Set(Object.keys(job.headers ?? {}).map((name) => name.toLowerCase()))
  const others = Object.entries(headers).filter(([name]) => !own.has(name.toLowerCase()))
  const all = Object.fromEntries([...others, ...Object.entries(job.headers ?? {})])
  return { ...terms, ...job, ...(Object.keys(all).length > 0 && { headers: all }) }
}
