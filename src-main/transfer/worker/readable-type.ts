/** What says of itself that it is text, and what is text under a name of its own. */
const readableTypes = [
  /^text\//,
  /[/+](xml|json|yaml)$/,
  /^application\/(javascript|ecmascript|x-javascript|xhtml\+xml|csv|x-ndjson|ndjson|jsonl|jsonlines|x-jsonlines|json-seq|sql|toml)$/,
  /^(application|audio|video)\/(x-)?(vnd\.apple\.)?mpegurl$/,
  /^(application|audio)\/(x-scpls|xspf\+xml)$/,
]
/** Types that servers give to whatever they know no better for: the bytes have to say. */
const vagueTypes = new Set([
  '',
  'text/plain',
  'application/octet-stream',
  'binary/octet-stream',
  'application/unknown',
  'unknown/unknown',
])
/** Text at its beginning and none after it. */
const deceptiveBeginnings = ['%PDF-', '%!PS-Adobe-']
/** Bytes that stand in no text (WHATWG MIME Sniffing §3): control characters but for tab, line ends, form feed and escape. */
const binaryBytes = new Set([...range(0x00, 0x08), 0x0b, ...range(0x0e, 0x1a), ...range(0x1c, 0x1f)])
const byteOrderMarks = [
  [0xfe, 0xff],
  [0xff, 0xfe],
  [0xef, 0xbb, 0xbf],
]

/** So many bytes at the beginning say whether a body is text. */
export const tellingBytes = 1_445

/** Whether a body of this media type (lower case, without parameters) is text; null where only its bytes can tell. */
export function isReadableType(mediaType: string): boolean | null {
  if (vagueTypes.has(mediaType)) return null
  return readableTypes.some((pattern) => pattern.test(mediaType))
}

/** Whether these first bytes of a body, {@link tellingBytes} of them where it has as many, are text. */
export function looksReadable(first: Uint8Array): boolean {
  const telling = first.subarray(0, tellingBytes)
  if (byteOrderMarks.some((mark) => mark.every((byte, index) => telling[index] === byte))) return true
  const beginning = String.fromCharCode(...telling.subarray(0, 16))
  if (deceptiveBeginnings.some((text) => beginning.startsWith(text))) return false
  return !telling.some((byte) => binaryBytes.has(byte))
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
