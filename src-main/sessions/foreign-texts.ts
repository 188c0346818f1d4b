import type { CookieInspection, CurlDownload, ImportProblem, NewCookie, NewCredential } from '../../src-preload/contract/index.ts'
import type { KeptCookie } from '../queue/ports.ts'
import { jsonText } from './export/json.ts'
import { netscapeText } from './export/netscape.ts'
import { readNetrc } from './import/netrc.ts'
import { isCurlCommand, recogniseCookies } from './import/recognise.ts'

/** What a text of cookies came to. */
export interface CookieReading extends Pick<CookieInspection, 'format' | 'request' | 'problems'> {
  readonly cookies: readonly NewCookie[]
  /** Those of which nobody knows whose they are: to be shown, not to be used. */
  readonly homeless: readonly NewCookie[]
}

/** Texts as other programs write and read them. */
export interface ForeignTexts {
  /** `host`: whose the cookies are of which the text does not say it; null where nobody knows. `now`: milliseconds since the epoch. */
  readCookies(text: string, options: { readonly host: string | null; readonly now: number }): CookieReading
  writeCookies(cookies: readonly KeptCookie[], format: 'netscape' | 'json'): string
  /** A curl command as a job, a session and a credential can be made of it; null where it can't be a download. */
  readCurl(text: string): { download: CurlDownload | null; problems: ImportProblem[] }
  readNetrc(text: string): { readonly credentials: readonly NewCredential[]; readonly problems: ImportProblem[] }
}

const writers = { netscape: netscapeText, json: jsonText }

export const foreignTexts: ForeignTexts = {
  readCookies(text, { host, now }) {
    const { request, problems, ...reading } = recogniseCookies(text, host, now)
    const shown = request && { url: request.url, method: request.method, headers: Object.keys(request.headers) }
    return { ...reading, request: shown, problems: [...problems] }
  },
  writeCookies: (cookies, format) => writers[format](cookies),
  readCurl(text) {
    if (!isCurlCommand(text)) return { download: null, problems: [{ line: null, name: null, reason: 'unknownWord' }] }
    // What a command carries lasts until sign-out: no time is compared.
    const { request, cookies, problems } = recogniseCookies(text, null, 0)
    if (request === null) return { download: null, problems: [...problems] }
    const { url, headers, credential } = request
    return { download: { url, headers, cookies: [...cookies], credential }, problems: [...problems] }
  },
  readNetrc,
}
