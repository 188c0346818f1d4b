import type { HostProfile } from '../../src-preload/contract/index.ts'
import { grown, type HostPace, slowed } from './host-pace.ts'
import { type Lesson, taught, unknownHost } from './host-profile.ts'
import { backOffMs } from './retry.ts'
import type { AutoScale } from './scaling/auto-scale.ts'
import type { SettingsKeeper } from './settings-keeper.ts'
import type { World } from './world.ts'

/** A host at which nothing is started before a time, and why. */
interface Quiet {
  readonly reason: 'backoff' | 'offline'
  /** Wall time, for showing. */
  readonly until: number
}

interface HostRefusal {
  readonly status: number
  /** The server's own wish (RFC 9110 §10.2.3). */
  readonly retryAfterMs: number | null
  /** Connections that were there or wanted, the refused one included. */
  readonly connections: number
  /** Whether others are served there meanwhile. */
  readonly isServing: boolean
}

interface Silence {
  readonly reason: Quiet['reason']
  /** Monotonic. */
  readonly endsAtMs: number
}

/** How long a network that is gone is left alone before somebody looks again. */
const offlineCheckMs = 10_000
const mostProfiles = 1_000

/**
 * What is known of each host: how much it may be asked now, and what was learnt of it, which outlives the program. A
 * host that refuses gets half, and where it serves nobody it is left alone for as long as it wants.
 */
export class HostKeeper {
  readonly #world: Pick<World, 'store' | 'clock' | 'random' | 'log'>
  readonly #settings: SettingsKeeper
  readonly #autoScale: AutoScale
  readonly #onEased: (host: string) => void
  readonly #paces = new Map<string, HostPace>()
  readonly #silences = new Map<string, Silence>()
  /** The newest at the end. */
  readonly #profiles = new Map<string, HostProfile>()
  #cancelWake: (() => void) | null = null
  #isClosed = false

  /** `onEased`: a host may be asked for more than before. */
  constructor(
    world: Pick<World, 'store' | 'clock' | 'random' | 'log'>,
    settings: SettingsKeeper,
    autoScale: AutoScale,
    onEased: (host: string) => void,
  ) {
    this.#world = world
    this.#settings = settings
    this.#autoScale = autoScale
    this.#onEased = onEased
  }

  /** Connections that a host may have at once, all its episodes together. */
  limitOf(host: string): number {
    const scaled = this.#autoScale.limitOf(host)
    if (scaled !== null) return scaled
    const { maxConnectionsPerHost } = this.#settings.current
    return Math.min(maxConnectionsPerHost, this.#paces.get(host)?.connections ?? maxConnectionsPerHost)
  }

  /** Null where the host may be asked. */
  quietOf(host: string): Quiet | null {
    const silence = this.#silences.get(host)
    if (silence === undefined) return null
    const { clock } = this.#world
    return { reason: silence.reason, until: clock.now() + Math.max(0, silence.endsAtMs - clock.monotonic()) }
  }

  quietHosts(): readonly string[] {
    return [...this.#silences.keys()]
  }

  /** Hosts that are treated in another way than the settings say. */
  restrained(): ReadonlySet<string> {
    return new Set([...this.#paces.keys(), ...this.#silences.keys()])
  }

  profileOf(host: string): HostProfile {
    const known = this.#profiles.get(host)
    if (known !== undefined) return known
    const profile = this.#world.store.hostProfile(host) ?? unknownHost
    this.#remember(host, profile)
    return profile
  }

  learn(host: string, lesson: Lesson): void {
    const before = this.profileOf(host)
    const profile = taught(before, lesson)
    if (profile === before) return
    this.#remember(host, profile)
    try {
      // What a crash forgets is learnt again.
      this.#world.store.transaction(() => this.#world.store.keepHostProfile(host, profile), { durable: false })
    } catch (error) {
      this.#world.log.warn('what was learnt of a host could not be kept', { host, error: String(error) })
    }
  }

  /** A host answered 429 or 503. */
  refused(host: string, { status, retryAfterMs, connections, isServing }: HostRefusal): void {
    const { clock, random } = this.#world
    const nowMs = clock.monotonic()
    const before = this.#paces.get(host) ?? null
    const pace = slowed(before, { nowMs, connections, isServing })
    this.#paces.set(host, pace)
    if (pace.settledAtMs !== before?.settledAtMs) {
      this.learn(host, {
        refusedConnections: connections,
        refusedAt: new Date(clock.now()).toISOString(),
        refusedStatus: status,
        retryAfterMs,
      })
    }
    // Whoever is served beside the refused one shows that it was one too many and nothing more.
    if (!isServing) this.#silence(host, 'backoff', retryAfterMs ?? backOff(pace.refusals, this.#settings, random.fraction()))
    this.#plan()
  }

  /** The network was gone when this host was asked. */
  unreachable(host: string): void {
    this.#silence(host, 'offline', offlineCheckMs)
    this.#plan()
  }

  /** Bytes came from this host. */
  served(host: string): void {
    const pace = this.#paces.get(host)
    if (pace !== undefined && pace.refusals > 0) this.#paces.set(host, { ...pace, refusals: 0 })
    if (this.#silences.get(host)?.reason === 'offline') this.#silences.delete(host)
  }

  /** The machine slept for so long, unnoticed by the monotonic clock: that time counts. */
  slept(forMs: number): void {
    for (const [host, silence] of this.#silences) {
      this.#silences.set(host, { ...silence, endsAtMs: silence.endsAtMs - forMs })
    }
    this.#plan()
  }

  /** The network is another, or is back: who could not be reached is asked again at once. */
  networkChanged(): void {
    for (const [host, { reason }] of this.#silences) {
      if (reason === 'offline') this.#silences.set(host, { reason, endsAtMs: this.#world.clock.monotonic() })
    }
    this.#plan()
  }

  close(): void {
    this.#isClosed = true
    this.#cancelWake?.()
  }

  #silence(host: string, reason: Quiet['reason'], lengthMs: number): void {
    if (lengthMs <= 0) return
    const endsAtMs = this.#world.clock.monotonic() + lengthMs
    const before = this.#silences.get(host)
    if (before === undefined || before.endsAtMs < endsAtMs) this.#silences.set(host, { reason, endsAtMs })
  }

  #plan(): void {
    this.#cancelWake?.()
    this.#cancelWake = null
    const times = [
      ...[...this.#paces.values()].map((pace) => pace.growAtMs),
      ...[...this.#silences.values()].map((silence) => silence.endsAtMs),
    ]
    if (times.length === 0 || this.#isClosed) return
    const delayMs = Math.max(0, Math.min(...times) - this.#world.clock.monotonic())
    this.#cancelWake = this.#world.clock.schedule(delayMs, () => this.#wake())
  }

  #wake(): void {
    const nowMs = this.#world.clock.monotonic()
    const eased = new Set<string>()
    for (const [host, silence] of this.#silences) {
      if (silence.endsAtMs > nowMs) continue
      this.#silences.delete(host)
      eased.add(host)
    }
    for (const [host, pace] of this.#paces) {
      const next = grown(pace, nowMs, this.#settings.current.maxConnectionsPerHost)
      if (next === pace) continue
      if (next === null) this.#paces.delete(host)
      else this.#paces.set(host, next)
      eased.add(host)
    }
    this.#plan()
    for (const host of eased) this.#onEased(host)
  }

  #remember(host: string, profile: HostProfile): void {
    this.#profiles.delete(host)
    this.#profiles.set(host, profile)
    const [oldest] = this.#profiles.keys()
    if (this.#profiles.size > mostProfiles && oldest !== undefined) this.#profiles.delete(oldest)
  }
}

function backOff(refusals: number, settings: SettingsKeeper, fraction: number): number {
  return backOffMs(Math.max(1, refusals), settings.current.retry, fraction)
}
