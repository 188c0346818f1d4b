import { readCurl } from '../../sessions/import/curl.ts'
import { curlMeanings, curlOptions } from '../../sessions/import/curl-options.ts'
import type { Finding } from '../source.ts'
import { type CommandOption, commandTokens } from './command-words.ts'
import { Fetches } from './fetches.ts'
import { ListHeaders } from './list-headers.ts'
import type { OnceTold } from './once-told.ts'
import type { ShellCommand } from './shell-commands.ts'

/** What decides how the request is made: read where sessions read a command. */
const ofRequests: ReadonlySet<string> = new Set(['get', 'url-query', 'request'])
/** With them a password would not go out as it stands, so it is not sent so either. */
const otherSchemes: ReadonlySet<string> = new Set(['digest', 'anyauth', 'ntlm', 'negotiate'])

/** What a curl command fetches: all its addresses, each with the name that its `-o` gives it. */
export function* curlFindings(command: ShellCommand, told: OnceTold): Generator<Finding> {
  const tokens = commandTokens(command.words, curlOptions)
  const isAlone = !tokens.some((token) => token.kind === 'option' && token.name === 'next')
  let request = new CurlRequest(command, told, isAlone)
  for (const token of tokens) {
    if (token.kind === 'word') request.fetches.add(token.value)
    else if (token.name !== 'next') yield* request.take(token)
    else {
      // What stands before it is for the addresses before it.
      yield* request.end()
      request = new CurlRequest(command, told, isAlone)
    }
  }
  yield* request.end()
}

/** What a command asks for up to its end, or up to `--next`. */
class CurlRequest {
  readonly fetches: Fetches
  readonly #command: ShellCommand
  readonly #told: OnceTold
  readonly #headers: ListHeaders
  readonly #names: (string | null)[] = []
  /** It is the only one of its command. */
  readonly #isAlone: boolean
  #isOwnRequest = false
  #isOtherScheme = false
  #user: { readonly shown: string; readonly value: string } | null = null

  constructor(command: ShellCommand, told: OnceTold, isAlone: boolean) {
    this.fetches = new Fetches(command)
    this.fetches.readsPatterns = true
    this.#command = command
    this.#told = told
    this.#headers = new ListHeaders(told)
    this.#isAlone = isAlone
  }

  *take({ name, shown, value }: CommandOption): Generator<Finding> {
    const { line } = this.#command
    if (name === 'url') this.fetches.add(value)
    else if (name === 'output') this.#names.push(value === '-' ? null : value)
    else if (name === 'remote-name') this.#names.push(null)
    else if (name === 'output-dir') this.fetches.directory = value
    else if (name === 'globoff') this.fetches.readsPatterns = false
    else if (name === 'header') yield* this.#headers.field(value, shown, line)
    else if (name === 'user-agent') yield* this.#headers.set('User-Agent', value, shown, line)
    else if (name === 'referer') yield* this.#headers.set('Referer', value.replace(/;auto$/, ''), shown, line)
    else if (name === 'oauth2-bearer') yield* this.#headers.set('Authorization', `Bearer ${value}`, shown, line)
    else if (name === 'cookie' && value.includes('=')) this.#headers.cookies(value, line)
    // A file on this machine is not read because a text says so.
    else if (name === 'cookie') yield* this.#told.once(shown, 'unreadable', line)
    else if (name === 'user') this.#user = { shown, value }
    else if (otherSchemes.has(name)) this.#isOtherScheme = true
    else if (ofRequests.has(name) || name.startsWith('data') || curlMeanings.get(name) === 'body') this.#isOwnRequest = true
    else if (!isImplied(name)) yield* this.#told.once(shown, 'unknownField', line)
  }

  *end(): Generator<Finding> {
    const { fetches } = this
    const { line, text } = this.#command
    fetches.names = this.#names
    fetches.headers = this.#headers.record()
    yield* this.#takeUser(line)
    if (this.#isOwnRequest) {
      const { request } = readCurl(text)
      if (request === null || request.method !== 'GET' || fetches.count !== 1 || !this.#isAlone) {
        yield { kind: 'skipped', text: fetches.shown, reason: 'badValue', line }
        return
      }
      fetches.replace(request.url)
    }
    yield* fetches.findings()
  }

  *#takeUser(line: number): Generator<Finding> {
    if (this.#user === null) return
    const { shown, value } = this.#user
    const end = value.indexOf(':')
    // Without a password curl asks for one.
    if (end < 0 || this.#isOtherScheme) return yield* this.#told.once(shown, 'unknownField', line)
    this.fetches.user = value.slice(0, end)
    this.fetches.password = value.slice(end + 1)
  }
}

function isImplied(name: string): boolean {
  const meaning = curlMeanings.get(name) ?? curlMeanings.get(name.replace(/^no-/, ''))
  return (
    meaning === 'implied' || name === 'basic' || name === 'remote-name-all' || name === 'create-dirs' || name === 'continue-at'
  )
}
