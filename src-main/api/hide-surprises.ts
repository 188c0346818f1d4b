import { ORPCError } from '@orpc/server'
import { requestErrors } from '../../src-preload/contract/index.ts'
import type { Log } from '../queue/ports.ts'

interface Call<Answer> {
  readonly next: () => Answer
  readonly path: readonly string[]
}

/**
 * Answers what a procedure did not expect with `INTERNAL` and nothing else, but a full disk with `DISK_FULL`: that a
 * person can mend. The log gets the whole of it.
 * Serves as a middleware of the router, the outermost one.
 */
export function hideSurprises(log: Log) {
  return async <Answer>({ next, path }: Call<Answer>): Promise<Awaited<Answer>> => {
    try {
      return await next()
    } catch (error) {
      if (error instanceof ORPCError && error.status < 500) throw error
      const cause = error instanceof ORPCError ? (error.cause ?? error) : error
      if (isOutOfRoom(cause)) {
        log.error('There was no room to keep a change', { procedure: path.join('.'), error: cause })
        throw new ORPCError('DISK_FULL', requestErrors.DISK_FULL)
      }
      log.error('A procedure failed unexpectedly', { procedure: path.join('.'), error: cause })
      throw new ORPCError('INTERNAL', requestErrors.INTERNAL)
    }
  }
}

/** SQLite's and the system's words for a full disk; a transaction that meets it has changed nothing. */
function isOutOfRoom(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].includes(String(error.code))
}
