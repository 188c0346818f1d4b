/** A word as it is compared: without case and accents. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')
}

const digraphs: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' }

/** The same as German is written where a keyboard has no umlauts. */
export function foldedInDigraphs(text: string): string {
  return folded(text.toLowerCase().replace(/[äöü]/g, (letter) => digraphs[letter] ?? letter))
}
