import { createRouterClient } from '@orpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendPages } from './paged-file.ts'
import type { ContractRouter } from './rest.ts'

const headers = {
  jsonl: {
    'content-type': 'application/jsonl; charset=utf-8',
    'content-disposition': 'attachment; filename="staffel-queue.jsonl"',
  },
  aria2: {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': 'attachment; filename="staffel-queue.txt"',
  },
} as const

/** Answers `GET /api/v1/export` with all that its query asks for, as one file. */
export function createExportFile(router: ContractRouter) {
  const client = createRouterClient(router, { context: {} })

  return (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    // What the query holds is for the contract to check.
    const query = { ...(request.query as Readonly<Record<string, string>>) }
    const read = (after?: string) => client.export.page({ ...query, ...(after === undefined ? {} : { after }) })
    return sendPages(reply, headers[query.format === 'aria2' ? 'aria2' : 'jsonl'], read)
  }
}

/** Whether a request wants the list as a file. */
export function wantsExportFile(request: FastifyRequest): boolean {
  return request.method === 'GET' && new URL(request.url, 'http://localhost').pathname === '/api/v1/export'
}
