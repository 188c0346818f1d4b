export interface PageFacts {
  /** What was asked for. */
  readonly askedUrl: string
  /** Where the redirects led. */
  readonly answeredUrl: string
  readonly status: number
  /** Media type, lower case, without parameters. */
  readonly contentType: string | null
}

/** Words of paths, queries and host names that stand for a sign-in, in the languages of the web's common software. */
const signInWords = new Set([
  ...[
    'login',
    'logon',
    'signin',
    'signon',
    'sso',
    'auth',
    'authenticate',
    'authentication',
    'authorize',
    'oauth',
    'oauth2',
    'oidc',
  ],
  ...['openid', 'saml', 'saml2', 'adfs', 'cas', 'shibboleth', 'idp', 'wayf'],
  ...['anmelden', 'anmeldung', 'einloggen', 'connexion', 'identification', 'accedi', 'iniciarsesion', 'inloggen'],
])
const pairs = /\b(log|sign)[-_.]?(in|on)\b/gi

/**
 * Whether a redirect ended at a page where people sign in: HTML in place of the file, at an address that says so where the
 * one that was asked for does not.
 */
export function isSignInPage({ askedUrl, answeredUrl, status, contentType }: PageFacts): boolean {
  if (status !== 200 || !isPage(contentType) || askedUrl === answeredUrl) return false
  const asked = new URL(askedUrl)
  const answered = new URL(answeredUrl)
  if (fileOf(asked) !== '' && fileOf(asked) === fileOf(answered)) return false
  const known = wordsOf(asked)
  return [...wordsOf(answered)].some((word) => signInWords.has(word) && !known.has(word))
}

export function isPage(contentType: string | null): boolean {
  return contentType === 'text/html' || contentType === 'application/xhtml+xml'
}

function fileOf({ pathname }: URL): string {
  return pathname.slice(pathname.lastIndexOf('/') + 1)
}

/** Of a query, names and values, but not the addresses in it to which a sign-in would lead back. */
function wordsOf({ hostname, pathname, searchParams }: URL): ReadonlySet<string> {
  const query = [...searchParams].flat().filter((text) => !text.includes('/'))
  return new Set(
    [hostname, pathname, ...query]
      .join('/')
      .replace(pairs, '$1$2')
      .toLowerCase()
      .split(/[^a-z0-9]+/),
  )
}
