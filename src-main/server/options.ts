import { delimiter, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isAuthority } from './host-rules.ts'
import { isToken } from './token.ts'

/** What the user asked of the web mode; null where nothing was said and the program decides. Folders are absolute. */
export interface WebOptions {
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
  readonly dataDirectory: string | null
  readonly downloadDirectory: string | null
  readonly token: string | null
  readonly allowedHosts: readonly string[]
  readonly allowedDirectories: readonly string[]
  /** Opens the browser once the server listens. */
  readonly open: boolean
  /** The ready line as JSON. */
  readonly json: boolean
}

export type ParsedOptions =
  | { readonly kind: 'options'; readonly options: WebOptions }
  | { readonly kind: 'help'; readonly text: string }
  /** One English sentence that names the bad value. */
  | { readonly kind: 'refused'; readonly message: string }

export interface OptionSources {
  readonly arguments: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Absolute; where relative folders start. */
  readonly workingDirectory: string
}

type Option =
  | {
      readonly type: 'string'
      readonly value: string
      readonly multiple?: true
      readonly separator?: string
      readonly help: string
    }
  | { readonly type: 'boolean'; readonly help: string }

/** Every option; its environment variable is `STAFFEL_` and its name in capitals. */
const optionTable = {
  host: { type: 'string', value: 'ADDRESS', help: 'address to listen on (127.0.0.1)' },
  port: { type: 'string', value: 'PORT', help: 'port to listen on (6880); 0 picks a free one' },
  'data-dir': { type: 'string', value: 'FOLDER', help: 'where the database, logs and sessions live' },
  'download-dir': { type: 'string', value: 'FOLDER', help: 'where downloads are saved' },
  token: { type: 'string', value: 'TOKEN', help: 'the secret; by default made at the first start' },
  'allowed-host': {
    type: 'string',
    value: 'NAME',
    multiple: true,
    separator: ',',
    help: 'another name this server is reached by; repeatable',
  },
  'allow-dir': {
    type: 'string',
    value: 'FOLDER',
    multiple: true,
    separator: delimiter,
    help: 'another folder that downloads may be saved in; repeatable',
  },
  open: { type: 'boolean', help: 'open the browser' },
  json: { type: 'boolean', help: 'print the ready line as JSON' },
  help: { type: 'boolean', help: 'show this text' },
} as const satisfies Readonly<Record<string, Option>>
type OptionName = keyof typeof optionTable

/** A bad value, on its way to the end of `parseOptions`. */
class Refused extends Error {}

/** Reads the command line, and the environment for what it leaves open. */
export function parseOptions(sources: OptionSources): ParsedOptions {
  try {
    const given = collect(sources)
    const flags = { open: flag(given, 'open'), json: flag(given, 'json') }
    if (flag(given, 'help')) return { kind: 'help', text: helpText() }
    const folder = (name: OptionName) => checkedLast(given, name, (text) => resolve(sources.workingDirectory, text))
    return {
      kind: 'options',
      options: {
        host: checkedLast(given, 'host', checkHost) ?? '127.0.0.1',
        port: checkedLast(given, 'port', checkPort) ?? 6880,
        dataDirectory: folder('data-dir'),
        downloadDirectory: folder('download-dir'),
        token: checkedLast(given, 'token', checkToken),
        allowedHosts: (given['allowed-host'] ?? []).map(checkAllowedHost),
        allowedDirectories: (given['allow-dir'] ?? []).map((text) => resolve(sources.workingDirectory, text)),
        ...flags,
      },
    }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', message: error.message }
    throw error
  }
}

type Given = { [Name in OptionName]?: string[] }

function collect({ arguments: args, environment }: OptionSources): Given {
  const given: Given = {}
  for (const name of optionNames()) {
    const text = environment[variableOf(name)]
    if (text === undefined || text === '') continue
    const option: Option = optionTable[name]
    const separator = option.type === 'string' ? option.separator : undefined
    given[name] = separator === undefined ? [text] : text.split(separator).filter((part) => part !== '')
  }
  return { ...given, ...collectArguments(args) }
}

function collectArguments(args: readonly string[]): Given {
  const given: Given = {}
  const { tokens } = parseArgs({ args: [...args], options: optionTable, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional') throw new Refused(`“${token.value}” is not an option; see --help.`)
    if (token.kind === 'option-terminator') continue
    const name = optionNames().find((known) => known === token.name)
    if (name === undefined) throw new Refused(`${token.rawName} is not an option; see --help.`)
    const option: Option = optionTable[name]
    if (option.type === 'boolean') {
      if (token.value !== undefined) throw new Refused(`--${name} takes no value, but “${token.value}” was given.`)
      given[name] = ['true']
    } else {
      const isMissing = token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('--'))
      if (isMissing) throw new Refused(`--${name} needs a value: ${option.value}.`)
      given[name] = [...(given[name] ?? []), token.value ?? '']
    }
  }
  return given
}

function checkedLast<Value>(given: Given, name: OptionName, check: (text: string) => Value): Value | null {
  const text = given[name]?.at(-1)
  return text === undefined ? null : check(text)
}

function flag(given: Given, name: 'open' | 'json' | 'help'): boolean {
  const text = given[name]?.at(-1) ?? 'false'
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw new Refused(`${variableOf(name)} must be 1 or 0, not “${text}”.`)
}

function checkPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new Refused(`The port must be a whole number from 0 to 65535, not “${text}”.`)
  return port
}

function checkHost(text: string): string {
  const host = text.replace(/^\[(.*)\]$/, '$1')
  if (!/^[a-z0-9._:%-]+$/i.test(host)) throw new Refused(`The host must be an address or a name of this machine, not “${text}”.`)
  return host
}

function checkAllowedHost(text: string): string {
  if (!isAuthority(text)) throw new Refused(`An allowed host must be NAME or NAME:PORT, not “${text}”.`)
  return text
}

function checkToken(text: string): string {
  // The secret itself is not repeated: this sentence may end up in a log.
  if (!isToken(text)) throw new Refused('The token must be 1 to 512 visible ASCII characters without spaces.')
  return text
}

function helpText(): string {
  const lines = optionNames().map((name) => {
    const option: Option = optionTable[name]
    const left = option.type === 'string' ? `--${name} ${option.value}` : `--${name}`
    return `  ${left.padEnd(24)}${option.help}`
  })
  return [
    'Staffel without a window: the download manager as a server for the browser.',
    '',
    'Options, each also as an environment variable (--data-dir is STAFFEL_DATA_DIR):',
    ...lines,
  ].join('\n')
}

function optionNames(): OptionName[] {
  return Object.keys(optionTable) as OptionName[]
}

function variableOf(name: OptionName): string {
  return `STAFFEL_${name.toUpperCase().replaceAll('-', '_')}`
}
