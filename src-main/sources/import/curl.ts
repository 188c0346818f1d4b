import { readCurl } from '../../sessions/import/curl.ts'
import { curlMeanings, curlOptions } from '../../sessions/import/curl-options.ts'
import type { Finding } from '../source.ts'
import { commandTokens } from './command-words.ts'
import { Fetches } from './fetches.ts'
import type { OnceTold } from './once-told.ts'
import type { ShellCommand } from './shell-commands.ts'

/** What decides how the request is made: read where sessions read a command. */
const ofRequests: ReadonlySet<string> = new Set(['get', 'url-query', 'request'])

/** What a curl command fetches: all its addresses, each with the name that its `-o` gives it. */
export function* curlFindings(command: ShellCommand, told: OnceTold): Generator<Finding> {
  const fetches = new Fetches(command)
  const names: (string | null)[] = []
  let isOwnRequest = false
  let isLiteral = false
  for (const token of commandTokens(command.words, curlOptions)) {
    if (token.kind === 'word') {
      fetches.add(token.value)
      continue
    }
    const { name, shown, value } = token
    if (name === 'url') fetches.add(value)
    else if (name === 'output') names.push(value === '-' ? null : value)
    else if (name === 'remote-name') names.push(null)
    else if (name === 'output-dir') fetches.directory = value
    else if (name === 'globoff') isLiteral = true
    else if (ofRequests.has(name) || name.startsWith('data') || curlMeanings.get(name) === 'body') isOwnRequest = true
    else if (!isImplied(name)) yield* told.once(shownOption(name, shown, value), 'unknownField', command.line)
  }
  fetches.names = names
  fetches.readsPatterns = !isLiteral
  if (isOwnRequest) {
    const { request } = readCurl(command.text)
    if (request === null || request.method !== 'GET' || fetches.count !== 1) {
      yield { kind: 'skipped', text: fetches.shown, reason: 'badValue', line: command.line }
      return
    }
    fetches.replace(request.url)
  }
  yield* fetches.findings()
}

function isImplied(name: string): boolean {
  const meaning = curlMeanings.get(name) ?? curlMeanings.get(name.replace(/^no-/, ''))
  return meaning === 'implied' || name === 'remote-name-all' || name === 'create-dirs' || name === 'continue-at'
}

/** Of a header its name; values of headers and passwords are nobody's to read. */
function shownOption(name: string, shown: string, value: string): string {
  return name === 'header' ? `${shown} ${value.split(/[:;]/, 1)[0] ?? ''}` : shown
}
