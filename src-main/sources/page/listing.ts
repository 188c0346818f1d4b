import type { Beside, Reference } from './page-reader.ts'
import { folderOf, readablePart } from './resolving.ts'

/** A line of the list of a folder's files. */
export interface Listed {
  readonly name: string
  readonly isFolder: boolean
  readonly type: string
  /** Bytes. Null where the list rounds it or says nothing. */
  readonly size: number | null
  /** Milliseconds since the epoch. Null where the list says nothing. */
  readonly date: number | null
}

/**
 * What a list of a folder's files says of a link in it. Null for what is no file of that folder: the folder above, the links
 * that sort the list, what was written above and below it.
 */
export function listed(reference: Reference, url: URL, folder: URL): Listed | null {
  const path = folderOf(folder)
  if (reference.role !== 'link' || reference.address.startsWith('?')) return null
  if (url.origin !== folder.origin || !url.pathname.startsWith(path)) return null
  const rest = url.pathname.slice(path.length)
  const isFolder = rest.endsWith('/')
  const part = isFolder ? rest.slice(0, -1) : rest
  if (part === '' || part.includes('/')) return null
  return { name: readablePart(part), isFolder, ...factsOf(reference.beside) }
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** `2026-03-09 14:05` of Apache, `2026-Mar-09 14:05:06` of lighttpd, `09-Mar-2026 14:05` of nginx and of Apache before 2.4. */
const written = /(?<!\d)(?:(\d{4})-(\d{2}|[A-Z][a-z]{2})-(\d{2})|(\d{2})-([A-Z][a-z]{2})-(\d{4})) (\d{2}):(\d{2})(?::(\d{2}))?/
/**
 * A size in bytes has nothing behind it, or the gap before the next column. `1.2K`, `12M` and `12 KiB` are rounded, and `5 files`
 * is a description.
 */
const exactSize = /^\s+(\d{1,15})(?=\s*$|\s{2}|[\t\r\n])/

/**
 * The time is read as UTC, as nginx and lighttpd write it; a server that writes its own is some hours off. A size counts only
 * behind a date: alone, a number may be anything.
 */
function factsOf(beside: Beside): Pick<Listed, 'type' | 'size' | 'date'> {
  const type = beside.type.includes('/') ? (beside.type.split(';')[0]?.trim().toLowerCase() ?? '') : ''
  // Says only that the server does not know.
  const known = type === 'application/octet-stream' ? '' : type
  const date = written.exec(beside.text)
  if (date === null) return { type: known, size: beside.size, date: beside.date }
  const size = exactSize.exec(beside.text.slice(date.index + date[0].length))?.[1]
  return { type: known, size: beside.size ?? (size === undefined ? null : Number(size)), date: beside.date ?? time(date) }
}

function time(parts: RegExpExecArray): number | null {
  const [, year, month, day, otherDay, otherMonth, otherYear, hour, minute, second] = parts
  const name = month ?? otherMonth ?? ''
  const place = /^\d/.test(name) ? Number(name) - 1 : months.indexOf(name.toLowerCase())
  if (place < 0 || place > 11) return null
  const inMonth = Number(day ?? otherDay)
  const date = new Date(Date.UTC(Number(year ?? otherYear), place, inMonth, Number(hour), Number(minute), Number(second ?? 0)))
  // A day that its month does not have is counted on into the next one, an hour that no day has into the next day.
  return date.getUTCDate() === inMonth && date.getUTCHours() === Number(hour) ? date.getTime() : null
}
