/** What was typed as header fields. */
export interface ReadHeaders {
  readonly headers: Readonly<Record<string, string>>
  /** The first line that is none; null where all are. From 1. */
  readonly badLine: number | null
}

/** Header fields of RFC 9110 §5, `Name: value`, one a line. Of several with one name the last counts. */
export function readHeaders(text: string): ReadHeaders {
  const headers: Record<string, string> = {}
  let badLine: number | null = null
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue
    const [, name, value] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*:(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) badLine ??= index + 1
    else headers[name] = value.trim()
  }
  return { headers, badLine }
}
