import { nameOfDisposition } from '../../transfer/worker/file-name.ts'
import type { FoundCandidate } from '../source.ts'
import type { ServerMaterial } from './server-material.ts'

/** An address that is no list of anything is a file itself. */
export function fileCandidate({ requestedUrl, headers, mediaType }: ServerMaterial): FoundCandidate {
  const fileName = nameOfDisposition(headers['content-disposition'])
  const size = sizeInHead(headers)
  return {
    url: requestedUrl,
    ...(fileName !== null && { fileName }),
    ...(mediaType !== '' && { type: mediaType }),
    ...(size !== null && { size }),
  }
}

/** RFC 9110 §8.6; null where the head does not tell it, or only that of a coded form (§8.4). */
export function sizeInHead(headers: Readonly<Record<string, string>>): number | null {
  const length = headers['content-length']
  const coding = headers['content-encoding'] ?? 'identity'
  if (length === undefined || !/^\d{1,15}$/.test(length) || coding.toLowerCase() !== 'identity') return null
  return Number(length)
}
