import { expiryOf } from './expiry.ts'
import type { Gathering } from './gathering.ts'

/**
 * A `cookies.txt`, as Netscape wrote it and curl, wget and browser extensions still do. Each line: domain, whether it
 * holds for what is below it, path, whether only for https, expiry in seconds (0: until sign-out), name, value, with tabs
 * between them. `#HttpOnly_` in front of a domain is curl's; other lines with `#` are comments.
 */
export function readNetscape(text: string, gathering: Gathering): void {
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const isHttpOnly = line.startsWith(httpOnlyMark)
    if ((line.startsWith('#') && !isHttpOnly) || line.trim() === '') continue
    readLine(isHttpOnly ? line.slice(httpOnlyMark.length) : line, isHttpOnly, index + 1, gathering)
  }
}

/** Whether a line is one of a `cookies.txt`: its yes-or-no fields are where they belong. */
export function isNetscapeLine(line: string): boolean {
  const fields = fieldsOf(line)
  return fields.length >= 6 && flag.test(fields[1] ?? '') && flag.test(fields[3] ?? '')
}

function readLine(line: string, httpOnly: boolean, number: number, gathering: Gathering): void {
  const fields = fieldsOf(line)
  const [domain = '', below = '', path = '', secure = '', expiry = '', name = '', value = ''] = fields
  // A value that is empty may have lost its tab to an editor.
  if (fields.length < 6) return gathering.problem('tooFewFields', fields.length < 2 ? null : domain, number)
  const expiresMs = expiryOf(expiry.trim())
  if (expiresMs === undefined) return gathering.problem('badExpiry', name, number)
  gathering.add(
    {
      name,
      value,
      domain,
      path,
      expiresMs,
      secure: isYes(secure),
      httpOnly,
      hostOnly: !isYes(below) && !domain.startsWith('.'),
      sameSite: null,
    },
    number,
  )
}

/** Where the tabs became spaces on the way here, words are what is left; only a line that has none of them is read so. */
function fieldsOf(line: string): string[] {
  // What follows a seventh tab belongs to nothing: a value holds no tab.
  if (line.includes('\t')) return line.split('\t', 7)
  const words = line.trim().slice(0, longestLine).split(/ +/, 7)
  return words.length >= 6 && flag.test(words[1] ?? '') && flag.test(words[3] ?? '') ? words : [line]
}

function isYes(field: string): boolean {
  return /^(?:true|1)$/i.test(field.trim())
}

const httpOnlyMark = '#HttpOnly_'
const flag = /^\s*(?:true|false)\s*$/i
/** Beyond this no cookie is valid anyway. */
const longestLine = 16_384
