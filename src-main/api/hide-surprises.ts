import { ORPCError } from '@orpc/server'
import { requestErrors } from '../../src-preload/contract/index.ts'
import type { Log } from '../queue/ports.ts'

interface Call<Answer> {
  readonly next: () => Answer
  readonly path: readonly string[]
}

/**
 * Answers what a procedure did not expect with `INTERNAL` and nothing else; the log gets the whole of it.
 * Serves as a middleware of the router, the outermost one.
 */
export function hideSurprises(log: Log) {
  return async <Answer>({ next, path }: Call<Answer>): Promise<Awaited<Answer>> => {
    try {
      return await next()
    } catch (error) {
      if (error instanceof ORPCError && error.status < 500) throw error
      const cause = error instanceof ORPCError ? (error.cause ?? error) : error
      log.error('A procedure failed unexpectedly', { procedure: path.join('.'), error: detailsOf(cause) })
      throw new ORPCError('INTERNAL', requestErrors.INTERNAL)
    }
  }
}

function detailsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
