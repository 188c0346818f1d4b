/** Reads CSV as RFC 4180 has it, strictly: what is no CSV throws. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    field.lastIndex = at
    const found = field.exec(text)
    if (found === null) throw new Error(`no CSV at ${at}: ${text.slice(at, at + 40)}`)
    const [all, quoted, plain = '', end] = found
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    at += all.length
    if (end === ',') continue
    rows.push(row)
    row = []
    if (all.length === 0) break
  }
  return rows
}
