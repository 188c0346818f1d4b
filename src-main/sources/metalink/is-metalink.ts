/** RFC 5854 §7.2; the second of Metalink 3. */
const mediaTypes: ReadonlySet<string> = new Set(['application/metalink4+xml', 'application/metalink+xml'])
/** So far in the root element is looked for. */
const lookedAt = 65_536

/** Whether a text says of itself, or its server of it, that it is a Metalink. What else may be wrong with it shows when it is read. */
export function isMetalink(text: string, mediaType: string): boolean {
  return mediaTypes.has(mediaType) || rootName(text.slice(0, lookedAt)) === 'metalink'
}

/** The local name of an XML document's root; null where a text does not begin like one. */
function rootName(text: string): string | null {
  let rest = text.replace(/^\uFEFF/, '').trimStart()
  for (;;) {
    const end = rest.startsWith('<?') ? '?>' : rest.startsWith('<!--') ? '-->' : rest.startsWith('<!') ? '>' : null
    if (end === null) return /^<(?:[\w.-]{1,100}:)?([\w.-]{1,100})[\s/>]/.exec(rest)?.[1] ?? null
    const at = rest.indexOf(end)
    if (at < 0) return null
    rest = rest.slice(at + end.length).trimStart()
  }
}
