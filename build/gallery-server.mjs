import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { createServer } from 'vite'
import { root } from './house.mjs'

/**
 * Serves the gallery of `ui` from its sources, on this machine alone: changes show at once, and no build knows of it.
 *
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function galleryServer() {
  const modules = join(root, 'node_modules')
  const server = await createServer({
    root: join(root, 'src-renderer'),
    configFile: false,
    logLevel: 'warn',
    cacheDir: join(modules, '.cache/staffel-gallery'),
    plugins: [react()],
    // All that it imports is bundled at once: what is met later would load the page anew.
    optimizeDeps: { entries: ['gallery/main.tsx'] },
    server: { host: '127.0.0.1', port: 0, fs: { allow: [root, realpathSync(modules)] } },
  })
  await server.listen()
  const address = server.httpServer?.address()
  if (typeof address !== 'object' || address === null) throw new Error('the gallery has no address')
  return { url: `http://127.0.0.1:${address.port}/gallery/`, close: () => server.close() }
}
