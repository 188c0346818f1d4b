/**
 * Cookies are octets (RFC 6265bis §5.6). Here they are texts of one character for each octet, as Node reads and writes the
 * fields of a head; people see what these octets mean as UTF-8.
 */
export function toOctets(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/** The text that the octets are in UTF-8; where they are none, each octet stands for a character of Latin-1. */
export function fromOctets(octets: string): string {
  try {
    return decoder.decode(Buffer.from(octets, 'latin1'))
  } catch {
    return octets
  }
}
