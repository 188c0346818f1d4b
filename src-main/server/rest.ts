import { OpenAPIHandler } from '@orpc/openapi/fastify'
import type { Router } from '@orpc/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Contract, ErrorParams } from '../../src-preload/contract/index.ts'
import { encodeError, refuse } from './error-body.ts'
import { createExportFile, wantsExportFile } from './export-file.ts'
import { openApiDocument } from './open-api.ts'
import { createReportFile, wantsReportFile } from './report-file.ts'

export type ContractRouter = Router<Contract, Record<never, never>>

/** Thrown by the body's parser; its text is what the error handler shows the beginning of. */
export class MalformedJson extends Error {
  readonly text: string

  constructor(text: string) {
    super('The body is not JSON.')
    this.text = text
  }
}

/** Mounts the contract's REST routes, the event stream and the OpenAPI document below `/api`. */
export function mountRest(app: FastifyInstance, router: ContractRouter, eventKeepAliveMs: number): void {
  const handler = new OpenAPIHandler(router, {
    customErrorResponseBodyEncoder: encodeError,
    eventIteratorKeepAliveInterval: eventKeepAliveMs,
    rootInterceptors: [
      ({ next, ...options }) => {
        const { request } = options
        // oRPC reads a DELETE's values from its body; the outer interface has them in the query.
        if (request.method !== 'DELETE' || request.url.search === '') return next()
        return next({ ...options, request: { ...request, body: async () => request.url.searchParams } })
      },
    ],
  })
  const reportFile = createReportFile(router)
  const exportFile = createExportFile(router)
  parseJsonOnly(app)
  let document: ReturnType<typeof openApiDocument> | null = null
  app.get('/api/openapi.json', () => {
    document ??= openApiDocument()
    return document
  })
  app.all('/api/*', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (wantsReportFile(request)) return reportFile(request, reply)
    if (wantsExportFile(request)) return exportFile(request, reply)
    // Reading files takes as long as it takes, and nothing is said meanwhile: the client waits for us. Node sets the
    // socket's limit anew with the next request.
    if (request.url.startsWith('/api/v1/verify')) request.raw.socket.setTimeout(0)
    const { matched } = await handler.handle(request, reply, { prefix: '/api', context: {} })
    return matched ? reply : refuse(reply, 'NOT_FOUND')
  })
}

/**
 * Bodies are JSON and nothing else: a form or plain text can be sent by any page without asking first. An empty
 * body is no body. Keys such as `__proto__` stay plain keys, which the contract does not know and refuses.
 */
function parseJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const text = body.toString()
    if (text.trim() === '') return done(null, undefined)
    try {
      done(null, JSON.parse(text))
    } catch {
      done(new MalformedJson(text))
    }
  })
}

/** What fastify itself could not take: bodies too large, of another type, cut off, or no JSON. */
export function refuseRequest(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply | null {
  const problem = problemOf(error, request)
  // The plugin that serves the renderer forbids paths that lead out of it: nothing is there.
  if (problem?.status === 403 || problem?.status === 404) return refuse(reply, 'NOT_FOUND')
  return problem === null ? null : refuse(reply, 'INVALID_INPUT', { issues: [problem.issue] }, problem.status)
}

/** What could not be read may hold anything; where a word in it names a secret nothing of it is said back. */
function shownBody(text: string): { readonly value?: string } {
  if (/authorization|cookie|headers|token|password|secret|credential|key|@/i.test(text)) return {}
  return { value: text.slice(0, 2_000).toWellFormed() }
}

function problemOf(error: unknown, request: FastifyRequest): { readonly issue: ErrorParams; readonly status: number } | null {
  if (error instanceof MalformedJson) {
    return { issue: { path: '', ...shownBody(error.text), reason: 'json' }, status: 400 }
  }
  if (!(error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number')) return null
  if (error.statusCode < 400 || error.statusCode >= 500) return null
  switch ('code' in error ? error.code : null) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { issue: { path: '', reason: 'maximum', maximum: request.routeOptions.bodyLimit }, status: 413 }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return {
        issue: {
          path: '',
          value: request.headers['content-type'] ?? null,
          reason: 'content-type',
          options: ['application/json'],
        },
        status: 400,
      }
    default:
      return { issue: { path: '', reason: error.message }, status: error.statusCode }
  }
}
