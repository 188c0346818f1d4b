import { createHash } from 'node:crypto'
import Negotiator from 'negotiator'
import { shellTexts } from '../../locales/shell.ts'
import { languages } from '../../src-preload/contract/index.ts'

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 20vh auto 0; padding: 0 24px; max-width: 34rem; }
h1 { font-size: 1.25rem; }
`

/** What a browser without the token sees instead of the window: where to find the address that has it. */
export interface SignInPage {
  readonly html: string
  /** Narrower than the window's: the page loads nothing. */
  readonly contentSecurityPolicy: string
  /** BCP 47, for `Content-Language`. */
  readonly language: string
}

/** The page in the language that `Accept-Language` (RFC 9110 §12.5.4) prefers among ours; English where none fits. */
export function signInPage(acceptLanguage: string | undefined): SignInPage {
  const preferred = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).language([...languages])
  const language = languages.find((known) => known === preferred) ?? 'en'
  const text = shellTexts[language].server.signIn
  return {
    language,
    html: `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${text.title}</title>
<style>${style}</style>
<h1>${text.heading}</h1>
<p>${text.address}</p>
<p>${text.file}</p>
</html>
`,
    contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  }
}
