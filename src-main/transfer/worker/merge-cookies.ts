/**
 * The `Cookie` field of a request: the session's cookies, and of a field that the user wrote those of other names. What the
 * user wrote stays as it is, while the session's value of the same name is the one that the server gave last.
 */
export function mergeCookies(users: string | undefined, sessions: string | null): string | undefined {
  if (sessions === null || users === undefined) return sessions ?? users
  const names = new Set(pairsOf(sessions).map(nameOf))
  return [sessions, ...pairsOf(users).filter((pair) => !names.has(nameOf(pair)))].join('; ')
}

function pairsOf(field: string): readonly string[] {
  return field
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
}

function nameOf(pair: string): string {
  return pair.includes('=') ? pair.slice(0, pair.indexOf('=')).trim() : ''
}
