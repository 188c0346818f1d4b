import type { DocumentAnswer } from '../../queue/ports.ts'
import type { Material } from '../source.ts'
import { decodedText } from './decoded-text.ts'

export type ServerMaterial = Extract<Material, { from: 'server' }>

/** What a server answered, as a source reads it. */
export function serverMaterial(
  requestedUrl: string,
  { url, status, headers, body }: Extract<DocumentAnswer, { kind: 'answered' }>,
): ServerMaterial {
  const contentType = headers['content-type'] ?? ''
  return {
    from: 'server',
    url,
    requestedUrl,
    status,
    headers,
    mediaType: (contentType.split(';', 1)[0] ?? '').trim().toLowerCase(),
    text: body === null ? null : decodedText(body, contentType),
  }
}
