import { parseCookie } from 'cookie'
import { bareClaim } from './cookie-claim.ts'
import type { Gathering } from './gathering.ts'

/** The pairs of a `Cookie` field's value, RFC 6265bis §4.2.1: `name=value; name=value`. Values stay as they are written. */
export function readCookieField(field: string, gathering: Gathering, line: number | null = null): void {
  for (const [name, value] of Object.entries(parseCookie(field, { decode: (text) => text }))) {
    if (value !== undefined) gathering.add(bareClaim(name, value), line)
  }
  const nameless = field.split(';').filter((pair) => pair.trim() !== '' && !pair.includes('='))
  for (const _ of nameless) gathering.problem('noName', null, line)
}

/**
 * A `Cookie` header with or without its name, or the head of a request that has one. Where the head has a `Host`, the
 * cookies are said to be its: `hostOfHead`.
 */
export function readHeader(text: string, gathering: Gathering): void {
  const lines = linesOf(text)
  const named = lines.filter(({ text: line }) => cookieName.test(line))
  for (const { text: line, number } of named.length > 0 ? named : lines) {
    readCookieField(line.replace(cookieName, ''), gathering, number)
  }
}

/** The host that the head of a request is for, with its port as it stands there; null where it says none. */
export function hostOfHead(text: string): string | null {
  for (const { text: line } of linesOf(text)) {
    const host = /^\s*(?:host|:authority)\s*:\s*([^\s/]{1,255})\s*$/i.exec(line.slice(0, 300))?.[1]
    if (host !== undefined) return host
  }
  return null
}

/** Whether a text can be a header of cookies: one that is named so, or nothing but pairs. */
export function isHeader(text: string): boolean {
  const lines = linesOf(text)
  return (
    lines.some(({ text: line }) => cookieName.test(line)) ||
    (lines.length > 0 && lines.every(({ text: line }) => pair.test(line)))
  )
}

function linesOf(text: string): { text: string; number: number }[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ text: line, number: index + 1 }))
    .filter(({ text: line }) => line.trim() !== '')
}

const cookieName = /^\s*cookie\s*:/i
/** A token of RFC 9110 §5.6.2, as names of cookies are, and its value. */
const pair = /^\s*[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}=/
