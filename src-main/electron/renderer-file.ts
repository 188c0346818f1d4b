import { extname } from 'node:path'

/** The scheme and host of the window's page. */
export const appScheme = 'app'
export const appHost = 'staffel'
/** Origin as the page reports it, and as its messages are checked against. */
export const appOrigin = `${appScheme}://${appHost}`
export const appUrl = `${appOrigin}/index.html`

/** Whether this is the address of something that a page of ours has made itself, and no server has sent. */
export function isMadeByPage(url: string): boolean {
  return url.startsWith(`blob:${appOrigin}/`)
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

export interface RendererFile {
  /** Path below the renderer's folder, with forward slashes; no part of it is empty, `.` or `..`. */
  readonly path: string
  readonly contentType: string
}

/**
 * Which file of the built renderer an address of our scheme names; null for anything that is none. Stricter than a
 * file system needs: each part of the path is a plain name as the build writes them, so no encoding of dots, slashes,
 * backslashes, drives or streams gets through.
 */
export function rendererFile(address: string): RendererFile | null {
  const url = URL.parse(address)
  if (url === null || url.protocol !== `${appScheme}:` || url.host !== appHost) return null
  const path = url.pathname === '/' ? 'index.html' : url.pathname.slice(1)
  if (!path.split('/').every((part) => /^[\w-][\w.-]*$/.test(part))) return null
  const contentType = types[extname(path).toLowerCase()]
  return contentType === undefined ? null : { path, contentType }
}
