import type { Attempt, Attempts } from '../attempts.ts'
import type { Clock } from '../ports.ts'
import type { SettingsKeeper } from '../settings-keeper.ts'
import { HostWatch } from './host-watch.ts'
import { type Ladder, type LadderBounds, type LadderFacts, moved, newLadder, nothingSeen, within } from './ladder.ts'
import { stepped } from './ladder-step.ts'
import { heldByOwnLimits } from './own-limits.ts'
import type { ScaledQueue } from './scaled-queue.ts'

/** Where a host begins of which nothing is known. */
export const firstNumber = 4
/** What was found longer ago is found anew. */
const knownForMs = 7 * 24 * 3_600_000
/** What is found again sooner is not written down again. */
const sameForMs = 3_600_000
/** A host that is not asked for so long is begun with anew, from what is in its profile. */
const forgottenMs = 300_000

interface ScaledHost {
  readonly watch: HostWatch
  ladder: Ladder
}

/** The hosts that are asked, each with what comes from it and the number of connections that it may have for that. */
export class ScaledHosts {
  readonly #clock: Clock
  readonly #settings: SettingsKeeper
  readonly #hosts = new Map<string, ScaledHost>()
  #queue: ScaledQueue | null = null

  constructor(clock: Clock, settings: SettingsKeeper) {
    this.#clock = clock
    this.#settings = settings
  }

  attach(queue: ScaledQueue): void {
    this.#queue = queue
  }

  clear(): void {
    this.#hosts.clear()
  }

  /** Connections that a host may have, whether it is asked already or not. */
  limitOf(host: string): number {
    return within(this.#bounds(), (this.#hosts.get(host)?.ladder ?? this.#newLadder(host, 0)).number)
  }

  /** Null where it is not asked. */
  ladderOf(host: string): Ladder | null {
    return this.#hosts.get(host)?.ladder ?? null
  }

  watchOf(host: string): HostWatch {
    return this.#at(host).watch
  }

  /** Of all hosts, as a running total. */
  get work(): number {
    return [...this.#hosts.values()].reduce((sum, { watch }) => sum + watch.work, 0)
  }

  /** What was measured so far is of another time. */
  beginAnew(nowMs: number): void {
    const totalWork = this.work
    for (const host of this.#hosts.values()) {
      host.ladder = moved(host.ladder, { ...nothingSeen(nowMs), work: host.watch.work, totalWork }, {})
    }
  }

  /** A look at each; returns those whose numbers changed. */
  look(
    perHost: ReadonlyMap<string, readonly Attempt[]>,
    { nowMs, totalWork, isLimited }: Pick<LadderFacts, 'nowMs' | 'totalWork' | 'isLimited'>,
  ): readonly string[] {
    for (const host of perHost.keys()) this.#at(host).watch.usedAtMs = nowMs
    const held = heldByOwnLimits([...perHost.values()].flat(), nowMs)
    const changed: string[] = []
    for (const [host, scaled] of this.#hosts) {
      const attempts = perHost.get(host) ?? []
      const { ladder, watch } = scaled
      if (nowMs - watch.usedAtMs > forgottenMs) {
        this.#hosts.delete(host)
        continue
      }
      const inUse = attempts.reduce((sum, attempt) => sum + Math.max(1, attempt.connections), 0)
      const facts: LadderFacts = {
        ...watch.look(nowMs, ladder.settledAtMs),
        nowMs,
        work: watch.work,
        totalWork,
        inUse,
        isWanted: inUse >= ladder.number,
        isLimited: isLimited || (attempts.length > 0 && attempts.every((attempt) => held.has(attempt))),
        isShared: perHost.size > 1,
      }
      scaled.ladder = stepped(ladder, facts, this.#bounds())
      if (scaled.ladder.number !== ladder.number) changed.push(host)
      this.#keep(host, ladder, scaled.ladder)
    }
    return changed
  }

  #at(host: string): ScaledHost {
    const known = this.#hosts.get(host)
    if (known !== undefined) return known
    const watch = new HostWatch()
    const nowMs = this.#clock.monotonic()
    const fresh = { watch, ladder: this.#newLadder(host, nowMs) }
    watch.usedAtMs = nowMs
    this.#hosts.set(host, fresh)
    return fresh
  }

  #newLadder(host: string, nowMs: number): Ladder {
    const inUse = this.#queue?.attempts.perHost().get(host) ?? 0
    return newLadder(nothingSeen(nowMs), Math.max(firstNumber, inUse), this.#foundAt(host), this.#bounds())
  }

  /** What an earlier run has found. */
  #foundAt(host: string): number | null {
    const found = this.#queue?.hosts.profileOf(host).scaledTo ?? null
    return found !== null && this.#clock.now() - Date.parse(found.foundAt) < knownForMs ? found.connections : null
  }

  /** What was found outlives the program. */
  #keep(host: string, before: Ladder, { phase, ceiling, number }: Ladder): void {
    if (phase !== 'holding' || ceiling === null || (before.phase === 'holding' && before.number === number)) return
    const now = this.#clock.now()
    const known = this.#queue?.hosts.profileOf(host).scaledTo ?? null
    if (known?.connections === number && now - Date.parse(known.foundAt) < sameForMs) return
    this.#queue?.hosts.learn(host, { scaledTo: { connections: number, foundAt: new Date(now).toISOString() } })
  }

  #bounds(): LadderBounds {
    return { least: 1, most: this.#settings.current.autoScaleBounds.maxConnectionsPerHost }
  }
}

/** Those that hold a slot, by host. */
export function heldByHost(attempts: Attempts): ReadonlyMap<string, readonly Attempt[]> {
  return Map.groupBy(
    attempts.all().filter(({ holdsSlot }) => holdsSlot),
    ({ host }) => host,
  )
}
