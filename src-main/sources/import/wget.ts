import type { Finding } from '../source.ts'
import { commandTokens } from './command-words.ts'
import { Fetches } from './fetches.ts'
import { ListHeaders } from './list-headers.ts'
import type { OnceTold } from './once-told.ts'
import type { ShellCommand } from './shell-commands.ts'
import { wgetBodies, wgetImplied, wgetLongShorts, wgetOptions } from './wget-options.ts'

/** What a wget command fetches: its addresses, in the folder of `-P`; a single one under the name of `-O`. */
export function* wgetFindings(command: ShellCommand, told: OnceTold): Generator<Finding> {
  const { line } = command
  const fetches = new Fetches(command)
  const headers = new ListHeaders(told)
  const words = command.words.map((word) => wgetLongShorts.get(word) ?? word)
  let name: string | null = null
  let sendsBody = false
  for (const token of commandTokens(words, wgetOptions)) {
    if (token.kind === 'word') {
      fetches.add(token.value)
      continue
    }
    const { name: option, shown, value } = token
    if (option === 'output-document') name = value === '-' ? null : value
    else if (option === 'directory-prefix') fetches.directory = value
    // A file on this machine is not read because a text says so.
    else if (option === 'input-file' || option === 'load-cookies')
      yield { kind: 'skipped', text: `${shown} ${value}`, reason: 'unreadable', line }
    else if (option === 'header') {
      if (value === '') headers.clear()
      else yield* headers.field(value, shown, line)
    } else if (option === 'user-agent') yield* headers.set('User-Agent', value, shown, line)
    else if (option === 'referer') yield* headers.set('Referer', value, shown, line)
    else if (option === 'user' || option === 'http-user') fetches.user = value
    else if (option === 'password' || option === 'http-password') fetches.password = value
    else if (wgetBodies.has(option) && !(option === 'method' && /^get$/i.test(value))) sendsBody = true
    else if (!wgetImplied.has(option)) yield* told.once(shown, 'unknownField', line)
  }
  fetches.headers = headers.record()
  if (sendsBody) {
    yield { kind: 'skipped', text: fetches.shown, reason: 'badValue', line }
    return
  }
  // wget would write all of them into that one file.
  if (name !== null && fetches.count > 1) yield { kind: 'skipped', text: `-O ${name}`, reason: 'badValue', line }
  else fetches.names = [name]
  yield* fetches.findings()
}
