import type { Attempts } from './attempts.ts'
import type { HostKeeper } from './host-keeper.ts'
import type { SettingsKeeper } from './settings-keeper.ts'

/** What may be started at this moment. The pump asks before each start, the stats ask to say what limits it. */
export class Allowance {
  readonly #settings: SettingsKeeper
  readonly #hosts: HostKeeper
  readonly #attempts: Attempts

  constructor(parts: { settings: SettingsKeeper; hosts: HostKeeper; attempts: Attempts }) {
    this.#settings = parts.settings
    this.#hosts = parts.hosts
    this.#attempts = parts.attempts
  }

  /** Episodes that may hold a slot at once. */
  get slots(): number {
    return this.#settings.current.maxSlots
  }

  /** Hosts that have no connection left for another episode. */
  fullHosts(): readonly string[] {
    return [...this.#attempts.perHost()].filter(([host, count]) => count >= this.#hosts.limitOf(host)).map(([host]) => host)
  }

  /** Hosts at which no episode can be started now. */
  busyHosts(): readonly string[] {
    return [...this.fullHosts(), ...this.#hosts.quietHosts()]
  }
}
