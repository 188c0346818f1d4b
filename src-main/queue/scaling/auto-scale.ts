import type { Scaling } from '../../../src-preload/contract/index.ts'
import type { Attempt, Attempts } from '../attempts.ts'
import type { Clock, TransferOutcome } from '../ports.ts'
import type { SettingsKeeper } from '../settings-keeper.ts'
import { HostWatch } from './host-watch.ts'
import { type Ladder, type LadderBounds, type LadderFacts, moved, newLadder, within } from './ladder.ts'
import { stepped } from './ladder-step.ts'
import type { ScaledQueue } from './scaled-queue.ts'
import { Surplus } from './surplus.ts'

const lookMs = 250
/** Where a host begins of which nothing is known. */
const firstNumber = 4
/** What was found longer ago is found anew. */
const knownForMs = 7 * 24 * 3_600_000
/** What is found again sooner is not written down again. */
const sameForMs = 3_600_000
/** A host that is not asked for so long is begun with anew, from what is in its profile. */
const forgottenMs = 300_000
/** So much of a speed limit, and the limit is what decides. */
const limitShare = 0.85

interface ScaledHost {
  readonly watch: HostWatch
  ladder: Ladder
}

/**
 * Automatic scaling: a ladder for the connections of each host that is asked, and one for the slots where several
 * hosts have something. Watches what comes four times a second while anything runs, and moves the numbers.
 */
export class AutoScale {
  readonly #clock: Clock
  readonly #settings: SettingsKeeper
  readonly #hosts = new Map<string, ScaledHost>()
  readonly #surplus = new Surplus()
  #queue: ScaledQueue | null = null
  #slots: Ladder | null = null
  #cancelLook: (() => void) | null = null
  #isClosed = false

  constructor(clock: Clock, settings: SettingsKeeper) {
    this.#clock = clock
    this.#settings = settings
  }

  attach(queue: ScaledQueue): void {
    this.#queue = queue
  }

  /** The number of slots; null where it is the user's own. */
  get slots(): number | null {
    const { autoScale, maxSlots } = this.#settings.current
    if (!autoScale) return null
    // Nothing is to start at 0, whoever counts.
    if (maxSlots === 0) return 0
    const ofHosts = [...this.#hosts.values()].map(({ ladder }) => ladder.number)
    return within(this.#slotBounds(), Math.max(this.#slots?.number ?? firstNumber, ...ofHosts))
  }

  /** The number as it can be used: no more than the hosts that are asked now may have together. */
  get usable(): number | null {
    const { slots } = this
    const perHost = this.#queue?.attempts.perHost() ?? new Map()
    if (slots === null || perHost.size === 0) return slots
    return Math.min(
      slots,
      [...perHost.keys()].reduce((sum, host) => sum + (this.limitOf(host) ?? 0), 0),
    )
  }

  /** Connections that a host may have; null where the settings say it. */
  limitOf(host: string): number | null {
    if (!this.#settings.current.autoScale) return null
    return within(this.#hostBounds(), (this.#hosts.get(host)?.ladder ?? this.#newLadder(host, 0)).number)
  }

  /** Of the slots: where they are what all hosts may have together, of the host with the most. */
  get scaling(): Scaling | null {
    const { slots } = this
    if (slots === null) return null
    const ladders = [...(this.#queue?.attempts.perHost().keys() ?? [])].flatMap((host) => this.#hosts.get(host)?.ladder ?? [])
    const together = ladders.reduce((sum, { number }) => sum + number, 0)
    const highest = ladders.toSorted((one, other) => other.number - one.number)[0] ?? null
    return scalingOf(ladders.length > 1 && together > slots ? this.#slots : highest)
  }

  scalingOf(host: string): Scaling | null {
    return this.#settings.current.autoScale ? scalingOf(this.#hosts.get(host)?.ladder ?? null) : null
  }

  /** The settings changed. Switched on, it begins with what runs; switched off, it knows nothing any more. */
  follow(): void {
    if (!this.#settings.current.autoScale) {
      this.#stop()
      return
    }
    for (const host of this.#queue?.attempts.perHost().keys() ?? []) this.#at(host)
    this.#slots ??= this.#newSlots(nothingSeen(this.#clock.monotonic()))
    this.#plan()
  }

  /** Another network: what was found is found anew. */
  forget(): void {
    this.#stop()
    this.follow()
  }

  /** Episodes were started. */
  started(): void {
    if (this.#settings.current.autoScale) this.#plan()
  }

  /** So many bytes came; told before the attempt knows them. */
  came(attempt: Attempt, bytes: number): void {
    if (!this.#settings.current.autoScale || bytes <= 0) return
    this.#at(attempt.host).watch.came(bytes)
    this.#answered(attempt)
  }

  ended(attempt: Attempt, outcome: TransferOutcome): void {
    if (this.#settings.current.autoScale) this.#note(attempt, outcome)
  }

  refused(host: string): void {
    if (!this.#settings.current.autoScale) return
    this.#at(host).watch.refused()
    // More would be refused meanwhile: it is not waited with.
    this.#look()
  }

  close(): void {
    this.#isClosed = true
    this.#stop()
  }

  #note(attempt: Attempt, outcome: TransferOutcome): void {
    const { watch } = this.#at(attempt.host)
    if (outcome.kind === 'completed') {
      if (outcome.skipped) return
      // What came since the last report.
      watch.came(outcome.bytesTotal - attempt.bytesDone)
      watch.finished()
      this.#answered(attempt)
    } else if (outcome.kind === 'failed' && isBreak(outcome) && this.#queue?.hosts.quietOf(attempt.host)?.reason !== 'offline') {
      watch.broke(this.#clock.monotonic())
    }
  }

  /** What comes is the first that comes of it. */
  #answered(attempt: Attempt): void {
    if (attempt.bytesDone > attempt.bytesAtStart) return
    const nowMs = this.#clock.monotonic()
    this.#at(attempt.host).watch.answered(nowMs, nowMs - attempt.startedAtMs)
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
    return newLadder(nothingSeen(nowMs), Math.max(firstNumber, inUse), this.#foundAt(host), this.#hostBounds())
  }

  #newSlots(facts: LadderFacts): Ladder {
    const inUse = this.#queue?.attempts.slotsHeld() ?? 0
    return newLadder(facts, Math.max(firstNumber, inUse), null, this.#slotBounds())
  }

  /** What an earlier run has found. */
  #foundAt(host: string): number | null {
    const found = this.#queue?.hosts.profileOf(host).scaledTo ?? null
    return found !== null && this.#clock.now() - Date.parse(found.foundAt) < knownForMs ? found.connections : null
  }

  #plan(): void {
    if (this.#cancelLook !== null || this.#isClosed || this.#queue === null || this.#queue.attempts.all().length === 0) return
    const nowMs = this.#clock.monotonic()
    // What was measured before the pause is of another time.
    const totalWork = this.#totalWork()
    for (const host of this.#hosts.values()) {
      host.ladder = moved(host.ladder, { ...nothingSeen(nowMs), work: host.watch.work, totalWork }, {})
    }
    this.#lookSoon()
  }

  #lookSoon(): void {
    this.#cancelLook = this.#clock.schedule(lookMs, () => {
      // Before it is looked: what is started by that must not plan a second time.
      this.#lookSoon()
      if (this.#queue?.attempts.all().length === 0) this.#pause()
      else this.#look()
    })
  }

  /** Nothing runs, and nothing is to be looked at. */
  #pause(): void {
    this.#cancelLook?.()
    this.#cancelLook = null
  }

  #look(): void {
    const queue = this.#queue
    if (queue === null || !this.#settings.current.autoScale) return
    const nowMs = this.#clock.monotonic()
    const slotsBefore = this.slots
    const perHost = heldByHost(queue.attempts)
    const speedLimit = queue.speedLimit()
    const isLimited = speedLimit > 0 && queue.speed() >= limitShare * speedLimit
    for (const host of perHost.keys()) this.#at(host).watch.usedAtMs = nowMs
    const totalWork = this.#totalWork()
    const changed: string[] = []
    for (const [host, scaled] of this.#hosts) {
      const attempts = perHost.get(host) ?? []
      if (attempts.length === 0 && nowMs - scaled.watch.usedAtMs > forgottenMs) {
        this.#hosts.delete(host)
        continue
      }
      const { ladder, watch } = scaled
      const inUse = attempts.reduce((sum, attempt) => sum + Math.max(1, attempt.connections), 0)
      scaled.ladder = stepped(
        ladder,
        {
          ...watch.look(nowMs, ladder.settledAtMs),
          nowMs,
          work: watch.work,
          totalWork,
          inUse,
          isWanted: inUse >= ladder.number,
          isLimited: isLimited || (attempts.length > 0 && attempts.every(isLimitedItself)),
          isShared: perHost.size > 1,
        },
        this.#hostBounds(),
      )
      if (scaled.ladder.number !== ladder.number) changed.push(host)
      this.#keep(host, ladder, scaled.ladder)
    }
    this.#lookAtSlots(queue, { nowMs, totalWork, isLimited })
    if (changed.length > 0 || this.slots !== slotsBefore) queue.renew(changed)
    this.#giveUpSurplus(queue, perHost, nowMs)
  }

  /** Several hosts have something, and the slots are what keeps it waiting. */
  #lookAtSlots(
    queue: ScaledQueue,
    { nowMs, totalWork, isLimited }: Pick<LadderFacts, 'nowMs' | 'totalWork' | 'isLimited'>,
  ): void {
    const slots = this.slots ?? 0
    const inUse = queue.attempts.slotsHeld()
    const facts: LadderFacts = {
      ...nothingSeen(nowMs),
      work: totalWork,
      totalWork,
      inUse,
      isWanted: slots > 0 && inUse >= slots && queue.hasStartable(),
      isLimited,
    }
    const bounds = this.#slotBounds()
    const before = this.#slots ?? this.#newSlots(facts)
    // It begins where the hosts have brought them, and is not eased: what one host gives up is the next one's.
    const ofHosts = [...this.#hosts.values()].map(({ ladder }) => ladder.number)
    const needed = Math.max(before.phase === 'easing' ? before.number : 1, ...ofHosts)
    const least = facts.isWanted ? within(bounds, needed) : bounds.least
    this.#slots = stepped(before, facts, { least, most: bounds.most })
  }

  #giveUpSurplus(queue: ScaledQueue, perHost: ReadonlyMap<string, readonly Attempt[]>, nowMs: number): void {
    if (this.#settings.current.loweringSlots === 'drain') return
    const over = this.#surplus.look(nowMs, {
      slots: this.slots ?? 0,
      perHost: [...perHost].map(([host, attempts]) => ({ host, most: this.limitOf(host) ?? 0, attempts })),
      isResumable: (attempt) => {
        const { servesRanges, strongValidators } = queue.hosts.profileOf(attempt.host)
        return servesRanges === true && strongValidators === true
      },
    })
    if (over.length > 0) queue.giveUp(over)
  }

  /** What was found outlives the program. */
  #keep(host: string, before: Ladder, { phase, ceiling, number }: Ladder): void {
    if (phase !== 'holding' || ceiling === null || (before.phase === 'holding' && before.number === number)) return
    const now = this.#clock.now()
    const known = this.#queue?.hosts.profileOf(host).scaledTo ?? null
    if (known?.connections === number && now - Date.parse(known.foundAt) < sameForMs) return
    this.#queue?.hosts.learn(host, { scaledTo: { connections: number, foundAt: new Date(now).toISOString() } })
  }

  #totalWork(): number {
    return [...this.#hosts.values()].reduce((sum, { watch }) => sum + watch.work, 0)
  }

  #hostBounds(): LadderBounds {
    return { least: 1, most: this.#settings.current.autoScaleBounds.maxConnectionsPerHost }
  }

  #slotBounds(): LadderBounds {
    const { minSlots, maxSlots } = this.#settings.current.autoScaleBounds
    return { least: minSlots, most: maxSlots }
  }

  #stop(): void {
    this.#pause()
    this.#hosts.clear()
    this.#slots = null
  }
}

function heldByHost(attempts: Attempts): ReadonlyMap<string, readonly Attempt[]> {
  const hosts = new Map<string, Attempt[]>()
  for (const attempt of attempts.all()) {
    if (!attempt.holdsSlot) continue
    const there = hosts.get(attempt.host)
    if (there === undefined) hosts.set(attempt.host, [attempt])
    else there.push(attempt)
  }
  return hosts
}

/** Its speed is its own limit's or its job's. */
function isLimitedItself({ limits }: Attempt): boolean {
  return limits.episodeSpeedLimit > 0 || limits.jobSpeedLimit > 0
}

/** Whether a failure shows that a host breaks under what it bears; refusals are told apart. */
function isBreak({ failure, transient }: Extract<TransferOutcome, { kind: 'failed' }>): boolean {
  return transient && (failure.code === 'NETWORK' || failure.code === 'TIMEOUT_STALLED')
}

function nothingSeen(nowMs: number): LadderFacts {
  const nothing = { work: 0, totalWork: 0, inUse: 0, answerMs: null, refusals: 0, breaks: 0 }
  return { ...nothing, nowMs, isWanted: false, isLimited: false, isShared: false }
}

function scalingOf(ladder: Ladder | null): Scaling | null {
  return ladder === null ? { phase: 'doubling', ceiling: null } : { phase: ladder.phase, ceiling: ladder.ceiling }
}
