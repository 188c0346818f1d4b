import type { Finding, FoundCandidate } from '../source.ts'
import { withCredentials } from './credentials.ts'
import type { ShellCommand } from './shell-commands.ts'
import { placeOf, relativeFolder } from './values.ts'

/** What one command fetches. */
export class Fetches {
  readonly #command: ShellCommand
  #addresses: string[] = []
  /** Below which its files go; empty for none. */
  directory = ''
  /** Of each address in turn; null where the command gives it none. */
  names: readonly (string | null)[] = []
  /** Whether brackets and braces in addresses stand for several. */
  readsPatterns = false
  /** The header fields of each request; null for none. */
  headers: Readonly<Record<string, string>> | null = null
  /** Of `user:password`, for addresses that name none themselves. */
  user: string | null = null
  password: string | null = null

  constructor(command: ShellCommand) {
    this.#command = command
  }

  get count(): number {
    return this.#addresses.length
  }

  /** What the command is about, without its options: those may hold secrets. */
  get shown(): string {
    return [this.#command.words[0], ...this.#addresses].join(' ')
  }

  add(address: string): void {
    // As curl and wget do where no scheme stands.
    this.#addresses.push(
      /^[a-z][a-z0-9+.-]*:/i.test(address) && !/^[^/]*:\d+(?:\/|$)/.test(address) ? address : `http://${address}`,
    )
  }

  /** The only address in the form that the request has. */
  replace(address: string): void {
    this.#addresses = [address]
  }

  *findings(): Generator<Finding> {
    const { line, target } = this.#command
    const folder = this.directory === '' ? '' : relativeFolder(this.directory)
    if (folder === null) yield { kind: 'skipped', text: this.directory, reason: 'badValue', line }
    if (this.#addresses.length === 0) yield { kind: 'skipped', text: this.shown, reason: 'noLink', line }
    const names = target !== null && this.names.length === 0 && this.count === 1 && target !== '/dev/null' ? [target] : this.names
    for (const [at, url] of this.#addresses.entries()) {
      const wanted = names[at] ?? null
      const place = wanted === null ? null : placeOf(wanted)
      if (wanted !== null && place === null) yield { kind: 'skipped', text: wanted, reason: 'badValue', line }
      const directory = [folder ?? '', place?.directory ?? ''].filter((part) => part !== '').join('/')
      const candidate: FoundCandidate = {
        url: withCredentials(url, this.user, this.password),
        ...(place !== null && { fileName: place.fileName }),
        ...(directory !== '' && { directory }),
        ...(this.headers !== null && { carried: { headers: this.headers } }),
      }
      // What a pattern stands for is named by its places, which a list of single files has not.
      if (this.readsPatterns && /\[[^\]]*-[^\]]*\]|\{[^}]*,[^}]*\}/.test(url)) {
        yield { kind: 'skipped', text: url, reason: 'badValue', line }
      } else yield { kind: 'candidate', candidate, line }
    }
  }
}
