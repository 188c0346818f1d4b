import {
  hostPatternSchema,
  type ImportProblem,
  type NewCredential,
  newCredentialSchema,
} from '../../../src-preload/contract/index.ts'

/** More machines than a person has. */
const mostEntries = 10_000
const mostProblems = 200

interface Entry {
  /** Null: the `default`. */
  readonly host: string | null
  readonly line: number
  login: string | null
  password: string | null
}

/**
 * A `netrc` file: `machine NAME login NAME password WORD`, in any lines; `account` says nothing to the web, a `macdef` lasts
 * until an empty line, and `#` begins a comment. A value may stand in quotes, in which a backslash escapes, as curl has it.
 * The credentials answer whatever the server asks for. What is there twice counts the first time, as for curl.
 *
 * Written here: what npm has for it is years old, reads files by itself, and knows no quotes.
 */
export function readNetrc(text: string): { readonly credentials: NewCredential[]; readonly problems: ImportProblem[] } {
  const problems: ImportProblem[] = []
  const credentials = new Map<string, NewCredential>()
  const entries = entriesOf(text, problems)
  for (const entry of entries.slice(0, mostEntries)) {
    const credential = credentialOf(entry)
    if (typeof credential === 'string')
      problems.push({ line: entry.line, name: entry.host?.slice(0, 100) ?? null, reason: credential })
    else if (credentials.has(credential.host)) problems.push({ line: entry.line, name: credential.host, reason: 'duplicate' })
    else credentials.set(credential.host, credential)
  }
  const unread = entries.length - mostEntries
  if (unread > 0) problems.unshift({ line: null, name: String(unread), reason: 'tooMany' })
  return { credentials: [...credentials.values()], problems: withinBounds(problems) }
}

function credentialOf({ host, login, password }: Entry): NewCredential | ImportProblem['reason'] {
  // It would go to any host at all.
  if (host === null) return 'defaultEntry'
  const pattern = hostPatternSchema.safeParse(host)
  if (!pattern.success) return 'badDomain'
  if (login === null) return 'noLogin'
  if (password === null) return 'noPassword'
  const input = { host: pattern.data, scheme: 'automatic', username: login, secret: password }
  return newCredentialSchema.safeParse(input).data ?? 'badCharacters'
}

function entriesOf(text: string, problems: ImportProblem[]): Entry[] {
  const entries: Entry[] = []
  const words = new Words(text)
  let entry: Entry | null = null
  for (let word = words.next(); word !== null; word = words.next()) {
    switch (word.text) {
      case 'machine':
      case 'default': {
        const host = word.text === 'default' ? null : (words.next()?.text ?? '')
        entry = { host, line: word.line, login: null, password: null }
        entries.push(entry)
        break
      }
      case 'login':
      case 'user': {
        const login = words.next()?.text ?? null
        if (entry !== null) entry.login = login
        break
      }
      case 'password':
      case 'passwd': {
        const password = words.next()?.text ?? null
        if (entry !== null) entry.password = password
        break
      }
      case 'account':
        words.next()
        break
      case 'macdef':
        words.skipMacro()
        break
      default:
        // Not by its name: it may be half a password.
        problems.push({ line: word.line, name: null, reason: 'unknownWord' })
    }
  }
  return entries
}

/** The words of a text, one after another. */
class Words {
  readonly #text: string
  #at = 0
  #line = 1
  #counted = 0

  constructor(text: string) {
    this.#text = text.replace(/^\uFEFF/, '')
  }

  /** Null at the end. */
  next(): { readonly text: string; readonly line: number } | null {
    while (this.#skip(/\s+|#[^\r\n]*/y) !== '');
    const line = this.#lineHere()
    const quoted = this.#text.charAt(this.#at) === '"' ? this.#quoted() : null
    const text = quoted ?? this.#skip(/\S+/y)
    return text === '' && quoted === null ? null : { text, line }
  }

  /** A macro's name and its lines, up to an empty one. */
  skipMacro(): void {
    const end = /\r?\n[ \t]*\r?\n/g
    end.lastIndex = this.#at
    this.#at = end.exec(this.#text) === null ? this.#text.length : end.lastIndex
  }

  /** A quote that never ends is part of a word like any other character. */
  #quoted(): string | null {
    const closing = /["\\]/g
    closing.lastIndex = this.#at + 1
    for (let found = closing.exec(this.#text); found !== null; found = closing.exec(this.#text)) {
      if (found[0] === '"') {
        const inner = this.#text.slice(this.#at + 1, found.index)
        this.#at = found.index + 1
        return inner.replace(/\\([\s\S])/g, (_, character: string) => letters[character] ?? character)
      }
      closing.lastIndex += 1
    }
    return null
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #lineHere(): number {
    for (; this.#counted < this.#at; this.#counted += 1) if (this.#text.charCodeAt(this.#counted) === lineFeed) this.#line += 1
    return this.#line
  }
}

function withinBounds(problems: readonly ImportProblem[]): ImportProblem[] {
  if (problems.length <= mostProblems) return [...problems]
  const unsaid = String(problems.length - mostProblems)
  return [...problems.slice(0, mostProblems), { line: null, name: unsaid, reason: 'moreProblems' }]
}

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
const lineFeed = 10
