import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Begins every secret that a test plants: wherever it turns up, something leaks. */
export const secretMarker = 'STAFFEL-SECRET'
/** Begins what a test plants in the query of an address: the list shows such an address to its person, and nobody else gets it. */
export const signedMarker = 'STAFFEL-SIGNED'

/** Characters of what stands around a finding. */
const around = 60

/**
 * Where a marker stands in bytes, in any form in which a program may write a text: as it is or in small letters, which is
 * also how it stands in JSON and percent-encoded, because it has no character that they change; in UTF-16; in hexadecimal
 * digits; in base64 of either alphabet, wherever in the encoded text it began.
 */
export function leaksOf(marker: string, bytes: Buffer): string[] {
  return formsOf(marker).flatMap(({ name, needle }) => {
    const place = bytes.indexOf(needle)
    if (place === -1) return []
    const shown = bytes.subarray(Math.max(0, place - around), place + needle.length + around).toString('latin1')
    return [`${name}: …${shown.replace(/[^\x20-\x7e]+/g, '·')}…`]
  })
}

/** What leaks in the files of a folder, and in the names of files. Empty where there is no folder. */
export async function leaksIn(folder: string, marker = secretMarker): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const found: string[] = []
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    for (const leak of leaksOf(marker, Buffer.from(entry.name))) found.push(`name of ${path}: ${leak}`)
    if (!entry.isFile()) continue
    // One that has just gone tells nothing.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0))
    for (const leak of leaksOf(marker, bytes)) found.push(`${path}: ${leak}`)
  }
  return found
}

function formsOf(marker: string): { readonly name: string; readonly needle: Buffer }[] {
  const plain = Buffer.from(marker)
  return [
    { name: 'plain', needle: plain },
    { name: 'small letters', needle: Buffer.from(marker.toLowerCase()) },
    { name: 'UTF-16', needle: Buffer.from(marker, 'utf16le') },
    { name: 'hexadecimal', needle: Buffer.from(plain.toString('hex')) },
    { name: 'hexadecimal', needle: Buffer.from(plain.toString('hex').toUpperCase()) },
    ...[0, 1, 2].flatMap((before) => {
      const whole = Buffer.concat([Buffer.alloc(before), plain])
      // Without the letters that also depend on what stands before and behind.
      const inner = (text: string) => text.slice(Math.ceil((before * 4) / 3), Math.floor((whole.length * 4) / 3))
      return (['base64', 'base64url'] as const).map((name) => ({ name, needle: Buffer.from(inner(whole.toString(name))) }))
    }),
  ]
}
