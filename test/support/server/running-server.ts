import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { redact } from '../../../src-main/platform/redact.ts'
import { startWebServer, type WebServerOptions } from '../../../src-main/server/web-server.ts'
import { createMemoryRouter } from './memory-router.ts'

export const token = 'a-token-for-tests'

/** A real server on a free port over a router in memory, with a tiny renderer; `log` holds every line that was logged. */
export async function startTestServer(options: Partial<WebServerOptions> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'staffel-server-'))
  const rendererDirectory = join(directory, 'renderer')
  await mkdir(join(rendererDirectory, 'assets'), { recursive: true })
  await writeFile(join(rendererDirectory, 'index.html'), '<!doctype html><title>the window</title>')
  await writeFile(join(rendererDirectory, 'assets', 'index-Bx3k9f2a.js'), 'export {}')
  await writeFile(join(directory, 'secret.txt'), 'outside of the renderer')

  const log: string[] = []
  const write = (level: string) => (message: string, facts?: object) => {
    log.push(`${level} ${message} ${JSON.stringify(redact(facts ?? {}))}`)
  }
  const logger = { info: write('info'), warn: write('warn'), error: write('error') }
  const core = createMemoryRouter(logger)
  const server = await startWebServer({
    router: core.router,
    log: logger,
    host: '127.0.0.1',
    port: 0,
    token,
    allowedHosts: [],
    rendererDirectory,
    ...options,
  })
  const authorization = `Bearer ${token}`
  return {
    ...server,
    core,
    log,
    host: `127.0.0.1:${server.port}`,
    authorization,
    /** A request with the token; `body` is sent as JSON. */
    request(method: string, path: string, body?: unknown) {
      return fetch(`${server.url}${path}`, {
        method,
        headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    },
    async [Symbol.asyncDispose]() {
      await server.close()
      await rm(directory, { recursive: true })
    },
  }
}
