/** Bash's manual, 3.1.2.4: what $'…' holds. Bytes of \x and of octal numbers are UTF-8; \u is a unit of UTF-16, as browsers write it. */
export function ansiC(inner: string): string {
  const pieces: string[] = []
  let bytes: number[] = []
  for (const { 0: piece, 1: hex, 2: octal, 3: unit, 4: code = unit } of inner.matchAll(escapes)) {
    if (hex !== undefined || octal !== undefined) {
      bytes.push(hex === undefined ? Number.parseInt(octal ?? '', 8) & 255 : Number.parseInt(hex, 16))
      continue
    }
    if (bytes.length > 0) pieces.push(Buffer.from(bytes).toString('utf8'))
    bytes = []
    pieces.push(code === undefined ? ofEscape(piece) : ofCode(Number.parseInt(code, 16), piece))
  }
  return pieces.join('') + Buffer.from(bytes).toString('utf8')
}

function ofEscape(piece: string): string {
  if (piece.charAt(0) !== '\\' || piece.length === 1) return piece
  const kind = piece.charAt(1)
  if (kind === 'c' && piece.length === 3) return String.fromCharCode(piece.charCodeAt(2) & 31)
  return letters.get(kind) ?? (`'"\\?`.includes(kind) ? kind : piece)
}

function ofCode(code: number, piece: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : piece
}

const escapes = /\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c[\s\S]|[\s\S])|[^\\]+|\\/g
const letters = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['E', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
])
