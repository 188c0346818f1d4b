import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { createRouterClient, ORPCError } from '@orpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { encodeError } from './error-body.ts'
import type { ContractRouter } from './rest.ts'

/** Entries of one page, which takes a few milliseconds; between two everything else goes on, and the client's pace is the report's. */
const rowsAtOnce = 250
const headers = {
  'content-type': 'text/csv; charset=utf-8; header=present',
  'content-disposition': 'attachment; filename="staffel-report.csv"',
}

/**
 * Answers `GET /api/v1/report?format=csv` with all of the report, or with one page where `after` or `limit` ask for it.
 * It is read as it is sent, so that its length costs no memory.
 */
export function createReportFile(router: ContractRouter) {
  const client = createRouterClient(router, { context: {} })

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { format: _, ...query } = { ...(request.query as Readonly<Record<string, string>>) }
    const isPage = 'after' in query || 'limit' in query
    const read = (after?: string) => client.report.csv({ limit: rowsAtOnce, ...query, ...(after === undefined ? {} : { after }) })
    try {
      const first = await read()
      return reply.headers(headers).send(Readable.from(isPage ? [first.text] : textsFrom(first, read)))
    } catch (error) {
      if (error instanceof ORPCError) return reply.code(error.status).send(encodeError(error))
      throw error
    }
  }
}

interface Page {
  readonly text: string
  readonly next: string | null
}

async function* textsFrom(first: Page, read: (after: string) => Promise<Page>): AsyncGenerator<string> {
  let page = first
  for (;;) {
    yield page.text
    if (page.next === null) return
    // A client that takes all at once would leave no turn to anyone else.
    await setImmediate()
    page = await read(page.next)
  }
}

/** Whether a request wants the report as a file. */
export function wantsReportFile(request: FastifyRequest): boolean {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost')
  return request.method === 'GET' && pathname === '/api/v1/report' && searchParams.get('format') === 'csv'
}
