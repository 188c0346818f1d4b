import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { protocol } from 'electron'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { appScheme, rendererFile } from './renderer-file.ts'

/** Makes `app:` a scheme like https, with an origin of its own. Only possible before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built renderer, and nothing else, under `app:`. */
export function serveRenderer(folder: string): void {
  protocol.handle(appScheme, async (request) => {
    const file = request.method === 'GET' ? rendererFile(request.url) : null
    const body = file === null ? null : await contentOf(join(folder, file.path))
    if (file === null || body === null) return answer(404, 'text/plain; charset=utf-8', 'Not found')
    return answer(200, file.contentType, body)
  })
}

async function contentOf(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(path))
  } catch {
    return null
  }
}

function answer(status: number, contentType: string, body: string | Uint8Array<ArrayBuffer>): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': contentType,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-cache',
    },
  })
}
