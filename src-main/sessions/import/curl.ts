import {
  type CurlDownload,
  type ImportProblem,
  type NewCredential,
  newCredentialSchema,
} from '../../../src-preload/contract/index.ts'
import { type CurlArgument, curlArguments } from './curl-arguments.ts'
import { CurlHeaders } from './curl-headers.ts'
import type { Home } from './gathering.ts'

/** What a curl command asks for. */
export interface CurlCommand {
  /** Null where it can't be a download; the problems say why. */
  readonly request: (Omit<CurlDownload, 'cookies'> & { readonly method: string }) | null
  /** Whose its cookies are; null where it has no address. */
  readonly home: Home | null
  /** Values of `Cookie` fields. */
  readonly cookieFields: readonly { readonly text: string; readonly line: number }[]
  readonly problems: readonly ImportProblem[]
}

/** Reads a `curl` command as it is typed, or as a browser copies it for bash and for Windows' cmd. Runs nothing and reads no file. */
export function readCurl(text: string): CurlCommand {
  const reader = new CurlReader()
  for (const argument of curlArguments(text, reader.problems)) reader.take(argument)
  return reader.command()
}

class CurlReader {
  readonly problems: ImportProblem[] = []
  readonly #headers = new CurlHeaders(this.problems)
  readonly #queries: string[] = []
  /** With `-G` a query, and without it a body. */
  readonly #data: CurlArgument[] = []
  #address: CurlArgument | null = null
  #hasBody = false
  #isGet = false
  #method: string | null = null
  #user: CurlArgument | null = null
  #bearer: CurlArgument | null = null
  #scheme: 'basic' | 'digest' | 'automatic' = 'basic'

  take(argument: CurlArgument): void {
    const { name, value, line } = argument
    switch (name) {
      case 'url':
        if (this.#address === null) this.#address = argument
        else this.#problem('moreUrls', URL.parse(value)?.host ?? null, line)
        break
      case 'header':
        this.#headers.take(value, line)
        break
      case 'user-agent':
        this.#headers.set('User-Agent', value, line)
        break
      case 'referer':
        this.#headers.set('Referer', value.replace(/;auto$/, ''), line)
        break
      case 'cookie':
        if (value.includes('=')) this.#headers.cookieFields.push({ text: value, line })
        else this.#problem('fromFile', argument.shown, line)
        break
      case 'user':
        this.#user = argument
        break
      case 'oauth2-bearer':
        this.#bearer = argument
        break
      case 'basic':
      case 'digest':
        this.#scheme = name
        break
      case 'anyauth':
        this.#scheme = 'automatic'
        break
      case 'request':
        this.#method = value.toUpperCase()
        break
      case 'head':
        this.#method ??= 'HEAD'
        break
      case 'get':
        this.#isGet = true
        break
      case 'body':
        this.#hasBody = true
        break
      case 'url-query':
        this.#query(value.startsWith('+') ? value.slice(1) : encodedPair(value), argument)
        break
      default:
        this.#data.push(argument)
    }
  }

  command(): CurlCommand {
    for (const argument of this.#data) this.#takeData(argument)
    const url = this.#url()
    const method = this.#method ?? 'GET'
    const isPlain = method === 'GET' || method === 'HEAD'
    if (!isPlain) this.#problem('otherMethod', method, null)
    const credential = url === null ? null : this.#credential(url)
    return {
      request:
        url === null || !isPlain || this.#hasBody
          ? null
          : { url: shown(url), method, headers: this.#headers.record(), credential },
      home: url === null ? null : { host: url.hostname, isSecure: url.protocol === 'https:' },
      cookieFields: this.#headers.cookieFields,
      problems: this.problems,
    }
  }

  #takeData(argument: CurlArgument): void {
    const { name, value, shown: option, line } = argument
    if (!this.#isGet) {
      this.#hasBody = true
      return this.#problem('sendsBody', option, line)
    }
    if (name === 'data-urlencode') this.#query(encodedPair(value), argument)
    else this.#query(value.startsWith('@') && name !== 'data-raw' ? null : value, argument)
  }

  /** Null: it stands in a file. */
  #query(query: string | null, { shown: option, line }: CurlArgument): void {
    if (query === null) this.#problem('fromFile', option, line)
    else this.#queries.push(query)
  }

  #url(): URL | null {
    if (this.#address === null) {
      this.#problem('noUrl', null, null)
      return null
    }
    const { value, line } = this.#address
    // As curl does where no scheme stands.
    const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`)
    if (url === null || !/^https?:$/.test(url.protocol)) {
      this.#problem('badUrl', null, line)
      return null
    }
    const query = [url.search.slice(1), ...this.#queries].filter((part) => part !== '').join('&')
    if (query !== '') url.search = query
    return url
  }

  /** A token comes before `-u`, and that before what the address carries. */
  #credential(url: URL): NewCredential | null {
    const line = (this.#bearer ?? this.#user ?? this.#address)?.line ?? null
    const option = (this.#bearer ?? this.#user)?.shown ?? null
    const pair = this.#user?.value ?? userOf(url)
    if (this.#bearer === null && pair === null) return null
    const [username = '', ...rest] = (pair ?? '').split(':')
    if (this.#bearer === null && rest.length === 0) {
      this.#problem('noPassword', option, line)
      return null
    }
    const credential = newCredentialSchema.safeParse(
      this.#bearer === null
        ? { host: url.host, scheme: this.#scheme, username, secret: rest.join(':') }
        : { host: url.host, scheme: 'bearer', username: '', secret: this.#bearer.value },
    )
    if (!credential.success) this.#problem('badCharacters', option, line)
    return credential.data ?? null
  }

  #problem(reason: ImportProblem['reason'], name: string | null, line: number | null): void {
    this.problems.push({ line, name, reason })
  }
}

/** `user:password` of an address; null where it has none. */
function userOf({ username, password }: URL): string | null {
  return username === '' && password === '' ? null : `${decoded(username)}:${decoded(password)}`
}

/** Bytes that are no UTF-8 stay as they are written. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The address without user name and password: those are the credential's. */
function shown(url: URL): string {
  const plain = new URL(url)
  plain.username = ''
  plain.password = ''
  return plain.href
}

/** As `--data-urlencode` reads it: `content`, `=content`, `name=content`; null for `@file` and `name@file`. */
function encodedPair(text: string): string | null {
  const end = text.indexOf('=')
  if (end < 0) return text.includes('@') ? null : encodeURIComponent(text)
  return `${text.slice(0, end)}${end === 0 ? '' : '='}${encodeURIComponent(text.slice(end + 1))}`
}
