import filenamify from 'filenamify'

/** The longest name of a file on the usual systems, in bytes of UTF-8. */
const longestNameBytes = 255
/** Kept free for `.part`, and for a number before the extension. */
const reservedBytes = '.part'.length + ' (999)'.length

/** Letters, digits and single marks between them, no device's name: as most names are, and safe as it stands. */
const plainName = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\W|$))\w+(?:[-. ]\w+)*$/i

/**
 * A name that Windows, macOS and Linux all take and that stays in its folder: one path part, without forbidden,
 * control and direction-changing characters, no device's name, nothing hidden, nothing that reads as an option; NFC,
 * short enough for `.part` and a number, its extension kept. Null where nothing of it is left.
 */
export function safeName(wanted: string): string | null {
  if (wanted === '') return null
  if (wanted.length <= longestNameBytes - reservedBytes && plainName.test(wanted)) return wanted
  const visible = wanted
    .toWellFormed()
    .normalize('NFC')
    // Bidirectional controls, joiners outside emoji, soft hyphens, byte order marks: they only hide what a name is.
    .replace(/(?!\u200d)\p{Cf}/gu, '')
    .replace(/(?<!\p{Extended_Pictographic}\ufe0f?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu, '')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '')
    .replace(/^-+/, '_')
  if (visible === '') return null
  const allowed = filenamify(visible, { replacement: '_', maxLength: Number.MAX_SAFE_INTEGER })
  if (Buffer.byteLength(allowed) <= longestNameBytes - reservedBytes) return allowed
  const { stem, extension } = splitName(allowed)
  const room = longestNameBytes - reservedBytes - Buffer.byteLength(extension)
  const name = `${cutToBytes(stem, room)}${extension}`
  // Cutting may have made a device's name of it.
  return filenamify(name, { replacement: '_', maxLength: Number.MAX_SAFE_INTEGER })
}

/** Stem and extension, the latter with its dot, or empty; `.tar.gz` and its like count as one. */
export function splitName(name: string): { stem: string; extension: string } {
  const match = /^(.+?)(\.tar\.[a-z0-9]{1,4}|\.[^.\s]{1,16})$/iu.exec(name)
  const stem = match?.[1]
  const extension = match?.[2]
  return stem === undefined || extension === undefined ? { stem: name, extension: '' } : { stem, extension }
}

/** The name with a number before its extension: `name (2).ext`. */
export function numberedName(name: string, number: number): string {
  const { stem, extension } = splitName(name)
  return `${stem} (${number})${extension}`
}

/** As many whole characters, as a reader sees them, as fit into so many bytes of UTF-8. */
function cutToBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text
  let kept = ''
  let bytes = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += Buffer.byteLength(segment)
    if (bytes > most) break
    kept += segment
  }
  return kept.replace(/[. ]+$/, '') || '_'
}
