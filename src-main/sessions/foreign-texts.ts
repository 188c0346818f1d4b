import type { CookieInspection, CurlDownload, ImportProblem, NewCookie, NewCredential } from '../../src-preload/contract/index.ts'
import type { KeptCookie } from '../queue/ports.ts'

/** What a text of cookies came to; those whose domain nobody knows are left out. */
export interface CookieReading extends Pick<CookieInspection, 'format' | 'request' | 'problems'> {
  readonly cookies: readonly NewCookie[]
}

/** Texts as other programs write and read them. */
export interface ForeignTexts {
  /** `host`: whose the cookies are of which the text does not say it; null where nobody knows. `now`: milliseconds since the epoch. */
  readCookies(text: string, options: { readonly host: string | null; readonly now: number }): CookieReading
  writeCookies(cookies: readonly KeptCookie[], format: 'netscape' | 'json'): string
  readCurl(text: string): { download: CurlDownload | null; problems: ImportProblem[] }
  readNetrc(text: string): { readonly credentials: readonly NewCredential[]; readonly problems: ImportProblem[] }
}

/** Where no format is known: nothing is recognised, and cookies are written as they are kept. */
export const noTexts: ForeignTexts = {
  readCookies: () => ({ format: null, cookies: [], request: null, problems: [] }),
  writeCookies: (cookies) => JSON.stringify(cookies, null, 2),
  readCurl: () => ({ download: null, problems: [] }),
  readNetrc: () => ({ credentials: [], problems: [] }),
}
