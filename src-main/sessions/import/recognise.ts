import type { CookieInspection, ImportProblem, NewCookie } from '../../../src-preload/contract/index.ts'
import { plainDomain } from './cookie-claim.ts'
import { type CurlCommand, readCurl } from './curl.ts'
import { Gathering, type Home } from './gathering.ts'
import { hostOfHead, isHeader, readCookieField, readHeader } from './header.ts'
import { readJson } from './json.ts'
import { isNetscapeLine, readNetscape } from './netscape.ts'

/** A text of cookies, read. */
export interface RecognisedCookies {
  /** Null where nothing was recognised; nothing was read then. */
  readonly format: CookieInspection['format']
  readonly cookies: readonly NewCookie[]
  /** Of these the text does not say whose they are, and nobody else did: their domain is empty. */
  readonly homeless: readonly NewCookie[]
  /** Only of a curl command that can be a download. */
  readonly request: CurlCommand['request']
  readonly problems: readonly ImportProblem[]
}

/**
 * Reads whatever cookies come in, told apart by content. `host` (`name[:port]`) is whose they are where the text does not
 * say it; null: nobody knows. Pure, and linear in the text, whatever that is.
 */
export function recogniseCookies(text: string, host: string | null, nowMs: number): RecognisedCookies {
  const content = text.replace(/^\uFEFF/, '')
  // Before JSON: the line of an IPv6 address begins with a bracket, too.
  if (isNetscape(content)) {
    return read(nowMs, homeOf(host), (gathering) => {
      readNetscape(content, gathering)
      return 'netscape'
    })
  }
  if (/^\s*[[{]/.test(content)) return read(nowMs, homeOf(host), (gathering) => readJson(content, gathering))
  if (isCurlCommand(content)) return readCommand(content, nowMs)
  if (isHeader(content)) {
    return read(nowMs, homeOf(hostOfHead(content) ?? host), (gathering) => {
      readHeader(content, gathering)
      return 'header'
    })
  }
  return { format: null, cookies: [], homeless: [], request: null, problems: [] }
}

/** Whether a text is a curl command, with or without the prompt in front of it. */
export function isCurlCommand(text: string): boolean {
  return /^(?:\S{0,300}[/\\])?curl(?:\.exe)?\s/i.test(withoutPrompt(text).trimStart().slice(0, 400))
}

/** `$ curl …`, `PS C:\> curl …`: without what a terminal had there before the command. Lines stay where they are. */
function withoutPrompt(text: string): string {
  const content = text.trimStart()
  const prompt = /^[^\n'"]{0,200}?[$%>][ \t]{0,20}(?=(?:\S{0,200}[/\\])?curl(?:\.exe)?\s)/i.exec(content.slice(0, 600))?.[0] ?? ''
  return prompt === '' ? text : text.slice(0, text.length - content.length) + content.slice(prompt.length)
}

function readCommand(text: string, nowMs: number): RecognisedCookies {
  const { request, home, cookieFields, problems } = readCurl(withoutPrompt(text))
  const gathering = new Gathering(nowMs, home)
  for (const { line, name, reason } of problems) gathering.problem(reason, name, line)
  for (const { text: field, line } of cookieFields) readCookieField(field, gathering, line)
  return { format: 'curl', ...gathering.gathered(), request }
}

function read(nowMs: number, home: Home | null, run: (gathering: Gathering) => RecognisedCookies['format']): RecognisedCookies {
  const gathering = new Gathering(nowMs, home)
  const format = run(gathering)
  return { format, ...gathering.gathered(), request: null }
}

/** A port is left out: cookies know none, RFC 6265bis §8.5. */
function homeOf(host: string | null): Home | null {
  const name = host === null ? null : plainDomain(host.trim().replace(/:\d{1,5}$/, ''))
  return name === null ? null : { host: name, isSecure: false }
}

/** Its first line says so, or one of its first that is no comment looks it. */
function isNetscape(content: string): boolean {
  if (/^\s*# (?:Netscape )?HTTP Cookie File/i.test(content)) return true
  const lines = content.slice(0, 100_000).split(/[\r\n]+/, 200)
  return lines.some((line) => isNetscapeLine(line.replace(/^#HttpOnly_/, '')) && !/^#(?!HttpOnly_)/.test(line))
}
