import { createCipheriv } from 'node:crypto'
import type { FaultyServer, FileScript } from '../faulty-server.ts'

/** A part as a playlist names it. */
export interface ServedPart {
  readonly name: string
  readonly bytes: Buffer
  readonly seconds: number
  /** Tags before it. */
  readonly tags?: readonly string[]
}

/** Serves parts under a folder with a media playlist that names them; returns its address. */
export function serveHls(
  server: FaultyServer,
  folder: string,
  parts: readonly ServedPart[],
  options: { readonly head?: readonly string[]; readonly isLive?: boolean; readonly script?: Partial<FileScript> } = {},
): string {
  for (const { name, bytes } of parts)
    server.serve(`${folder}/${name}`, { size: bytes.length, content: bytes, ...options.script })
  const lines = parts.flatMap(({ name, seconds, tags = [] }) => [...tags, `#EXTINF:${seconds},`, name])
  const playlist = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:10', ...(options.head ?? []), ...lines]
  return serveText(server, `${folder}/index.m3u8`, [...playlist, ...(options.isLive === true ? [] : ['#EXT-X-ENDLIST'])])
}

/** Serves a playlist; returns its address. */
export function serveText(
  server: FaultyServer,
  path: string,
  lines: readonly string[],
  contentType = 'application/vnd.apple.mpegurl',
): string {
  const content = Buffer.from(`${lines.join('\n')}\n`)
  server.serve(path, { size: content.length, content, contentType })
  return server.url(path)
}

/** AES-128 in CBC mode with PKCS#7 padding. */
export function encrypted(bytes: Buffer, key: Buffer, iv: Buffer): Buffer {
  const cipher = createCipheriv('aes-128-cbc', key, iv)
  return Buffer.concat([cipher.update(bytes), cipher.final()])
}
