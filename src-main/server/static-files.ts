import { basename, dirname } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/**
 * Serves the built renderer. Files below `assets` carry a hash of their content in their names and may be kept for
 * good; `index.html` names them and is never kept.
 */
export async function mountRenderer(app: FastifyInstance, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: directory,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (response, path) => {
      response.header('cache-control', cachingOf(path))
    },
  })
}

function cachingOf(path: string): string {
  if (basename(dirname(path)) === 'assets') return 'private, max-age=31536000, immutable'
  return path.endsWith('.html') ? 'no-store' : 'no-cache'
}
