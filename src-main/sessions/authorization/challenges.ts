/** A challenge of a `WWW-Authenticate` field, RFC 9110 §11.6.1; of the same shape is what an `Authorization` field holds. */
export interface Challenge {
  /** Lower case. */
  readonly scheme: string
  /** By lower-case name; without quotes and escapes. */
  readonly params: ReadonlyMap<string, string>
}

/**
 * All challenges of all fields, in their order: a field may hold several, and commas stand between challenges as well as
 * between their parameters. What can't be read is passed over.
 *
 * Written here: of the libraries on npm `http-auth-utils` reads one challenge a field and refuses parameters that it doesn't
 * know (`charset`, `userhash`), and `auth-header` takes a second challenge for a parameter.
 */
export function readChallenges(fields: readonly string[]): Challenge[] {
  return fields.flatMap(readField)
}

function readField(field: string): Challenge[] {
  const challenges: Challenge[] = []
  let at = 0
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(field)
    if (found !== null) at = pattern.lastIndex
    return found
  }
  while (at < field.length && challenges.length < mostChallenges) {
    match(/[\s,]*/y)
    const scheme = match(/[!#$%&'*+.^_`|~\w-]+(?=\s|,|$)/y)?.[0].toLowerCase()
    if (scheme === undefined) {
      // Whatever this is, it ends with a comma.
      match(/[^,]*,?/y)
      continue
    }
    const params = new Map<string, string>()
    // A token of RFC 9110 §11.2 in the place of parameters says nothing to us.
    if (match(/\s+[\w.~+/-]+=*(?=\s*(?:,|$))/y) === null) {
      for (let param = match(paramPattern); param !== null; param = match(paramPattern)) {
        const { 1: name = '', 2: quoted, 3: plain = '' } = param
        const key = name.toLowerCase()
        if (!params.has(key)) params.set(key, quoted === undefined ? plain : quoted.replace(/\\([\s\S])/g, '$1'))
      }
    }
    challenges.push({ scheme, params })
  }
  return challenges
}

/** No server has as many ways to sign in. */
const mostChallenges = 50
/** The bounds keep a field of kilobytes from being read as one parameter again and again. */
const paramPattern = /[\s,]*([!#$%&'*+.^_`|~\w-]{1,100})\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^\s,"]+))/y
