import sniff from 'html-encoding-sniffer'

/**
 * The text of a body: by its byte order mark, the charset of its head, or what it declares itself (RFC 9110 §8.3, the
 * Encoding standard). Where nothing says it, it is UTF-8 if it can be, and otherwise what old pages are written in.
 */
export function decodedText(body: Uint8Array, contentType: string): string {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]
  const isXml = /^[^;]*\b(?:xml|rss|atom)\b/i.test(contentType) || startsAsXml(body)
  const encoding = sniff(body, {
    xml: isXml,
    ...(charset !== undefined && { transportLayerEncodingLabel: charset }),
    defaultEncoding: isXml || isUtf8(body) ? 'UTF-8' : 'windows-1252',
  })
  return new TextDecoder(encoding === 'replacement' ? 'utf-8' : encoding).decode(body)
}

function startsAsXml(body: Uint8Array): boolean {
  return Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 64))
    .toString('latin1')
    .trimStart()
    .startsWith('<?xml')
}

function isUtf8(body: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body)
    return true
  } catch {
    return false
  }
}
