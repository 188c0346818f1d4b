import { createRouterClient } from '@orpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendPages } from './paged-file.ts'
import type { ContractRouter } from './rest.ts'

/** Entries of one page, which takes a few milliseconds; between two everything else goes on. */
const rowsAtOnce = 250
const headers = {
  'content-type': 'text/csv; charset=utf-8; header=present',
  'content-disposition': 'attachment; filename="staffel-report.csv"',
}

/** Answers `GET /api/v1/report?format=csv` with all of the report, or with one page where `after` or `limit` ask for it. */
export function createReportFile(router: ContractRouter) {
  const client = createRouterClient(router, { context: {} })

  return (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { format: _, ...query } = { ...(request.query as Readonly<Record<string, string>>) }
    const isOnePage = 'after' in query || 'limit' in query
    const read = (after?: string) => client.report.csv({ limit: rowsAtOnce, ...query, ...(after === undefined ? {} : { after }) })
    return sendPages(reply, headers, read, { isOnePage })
  }
}

/** Whether a request wants the report as a file. */
export function wantsReportFile(request: FastifyRequest): boolean {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost')
  return request.method === 'GET' && pathname === '/api/v1/report' && searchParams.get('format') === 'csv'
}
