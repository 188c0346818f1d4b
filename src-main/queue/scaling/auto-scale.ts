import type { Scaling } from '../../../src-preload/contract/index.ts'
import type { Attempt } from '../attempts.ts'
import { slotsOfHost } from '../host-slots.ts'
import type { Clock, TransferOutcome } from '../ports.ts'
import type { SettingsKeeper } from '../settings-keeper.ts'
import { type Ladder, type LadderBounds, type LadderFacts, newLadder, nothingSeen, within } from './ladder.ts'
import { stepped } from './ladder-step.ts'
import { isAtLimit } from './own-limits.ts'
import { firstNumber, heldByHost, ScaledHosts } from './scaled-hosts.ts'
import type { ScaledQueue } from './scaled-queue.ts'
import { Surplus } from './surplus.ts'

const lookMs = 250

/**
 * Automatic scaling: a ladder for the connections of each host that is asked, and one for the slots where several
 * hosts have something. Watches what comes four times a second while anything runs, and moves the numbers.
 */
export class AutoScale {
  readonly #clock: Clock
  readonly #settings: SettingsKeeper
  readonly #hosts: ScaledHosts
  readonly #surplus = new Surplus()
  #queue: ScaledQueue | null = null
  #slots: Ladder | null = null
  #cancelLook: (() => void) | null = null
  #isClosed = false

  constructor(clock: Clock, settings: SettingsKeeper) {
    this.#clock = clock
    this.#settings = settings
    this.#hosts = new ScaledHosts(clock, settings)
  }

  attach(queue: ScaledQueue): void {
    this.#queue = queue
    this.#hosts.attach(queue)
  }

  /** The number of slots; null where it is the user's own. */
  get slots(): number | null {
    if (!this.#isOn) return null
    // Nothing is to start at 0, whoever counts.
    if (this.#settings.current.maxSlots === 0) return 0
    return within(this.#slotBounds(), Math.max(this.#slots?.number ?? firstNumber, this.#mostOfHost()))
  }

  /** The number as it can be used: no more than the hosts that are asked now may have together. */
  get usable(): number | null {
    const { slots } = this
    const hosts = this.#askedHosts()
    if (slots === null || hosts.length === 0) return slots
    return Math.min(
      slots,
      hosts.reduce((sum, host) => sum + this.#hosts.limitOf(host), 0),
    )
  }

  /** Connections that a host may have; null where the settings say it. */
  limitOf(host: string): number | null {
    return this.#isOn ? this.#hosts.limitOf(host) : null
  }

  /** Of the slots: where they are what all hosts may have together, of the host with the most. */
  get scaling(): Scaling | null {
    const { slots } = this
    if (slots === null) return null
    const ladders = this.#askedHosts().flatMap((host) => this.#hosts.ladderOf(host) ?? [])
    const together = ladders.reduce((sum, { number }) => sum + number, 0)
    const highest = ladders.toSorted((one, other) => other.number - one.number)[0] ?? null
    return scalingOf(ladders.length > 1 && together > slots ? this.#slots : highest)
  }

  scalingOf(host: string): Scaling | null {
    return this.#isOn ? scalingOf(this.#hosts.ladderOf(host)) : null
  }

  /** The settings changed. Switched on, it begins with what runs; switched off, it knows nothing any more. */
  follow(): void {
    if (!this.#isOn) {
      this.#stop()
      return
    }
    for (const host of this.#askedHosts()) this.#hosts.watchOf(host)
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
    if (this.#isOn) this.#plan()
  }

  /** So many bytes came; told before the attempt knows them. */
  came(attempt: Attempt, bytes: number): void {
    if (!this.#isOn || bytes <= 0) return
    this.#hosts.watchOf(attempt.host).came(bytes)
    this.#answered(attempt)
  }

  ended(attempt: Attempt, outcome: TransferOutcome): void {
    if (!this.#isOn) return
    const watch = this.#hosts.watchOf(attempt.host)
    if (outcome.kind === 'completed' && !outcome.skipped) {
      // What came since the last report.
      watch.came(outcome.bytesTotal - attempt.bytesDone)
      watch.finished()
      this.#answered(attempt)
    }
    const isOffline = this.#queue?.hosts.quietOf(attempt.host)?.reason === 'offline'
    if (outcome.kind === 'failed' && isBreak(outcome) && !isOffline) watch.broke(this.#clock.monotonic())
  }

  refused(host: string): void {
    if (!this.#isOn) return
    this.#hosts.watchOf(host).refused()
    // More would be refused meanwhile: it is not waited with.
    this.#look()
  }

  close(): void {
    this.#isClosed = true
    this.#stop()
  }

  get #isOn(): boolean {
    return this.#settings.current.autoScale
  }

  #askedHosts(): readonly string[] {
    return [...(this.#queue?.attempts.perHost().keys() ?? [])]
  }

  /** The highest number among the hosts that are asked now, as far as one host may have so many slots. */
  #mostOfHost(): number {
    const highest = Math.max(1, ...this.#askedHosts().map((host) => this.#hosts.ladderOf(host)?.number ?? 1))
    return Math.min(highest, slotsOfHost(this.#settings.current.maxSlotsPerHost))
  }

  /** What comes may be the first that comes of it. */
  #answered(attempt: Attempt): void {
    if (attempt.bytesDone > attempt.bytesAtStart) return
    const nowMs = this.#clock.monotonic()
    this.#hosts.watchOf(attempt.host).answered(nowMs, nowMs - attempt.startedAtMs)
  }

  #plan(): void {
    if (this.#cancelLook !== null || this.#isClosed || this.#queue === null || this.#queue.attempts.all().length === 0) return
    this.#hosts.beginAnew(this.#clock.monotonic())
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
    if (queue === null) return
    const slotsBefore = this.slots
    const perHost = heldByHost(queue.attempts)
    const seen = {
      nowMs: this.#clock.monotonic(),
      totalWork: this.#hosts.work,
      isLimited: isAtLimit(queue.speed(), queue.speedLimit()),
    }
    const changed = this.#hosts.look(perHost, seen)
    this.#lookAtSlots(queue, seen)
    if (changed.length > 0 || this.slots !== slotsBefore) queue.renew(changed)
    this.#giveUpSurplus(queue, perHost, seen.nowMs)
  }

  /** Several hosts have something, and the slots are what keeps it waiting. */
  #lookAtSlots(queue: ScaledQueue, seen: Pick<LadderFacts, 'nowMs' | 'totalWork' | 'isLimited'>): void {
    const slots = this.slots ?? 0
    const inUse = queue.attempts.slotsHeld()
    const isWanted = slots > 0 && inUse >= slots && queue.hasStartable()
    const facts: LadderFacts = { ...nothingSeen(seen.nowMs), ...seen, work: seen.totalWork, inUse, isWanted }
    const bounds = this.#slotBounds()
    const before = this.#slots ?? this.#newSlots(facts)
    // It begins where the hosts have brought them, and is not eased: what one host gives up is the next one's.
    const needed = Math.max(before.phase === 'easing' ? before.number : 1, this.#mostOfHost())
    const least = isWanted ? within(bounds, needed) : bounds.least
    this.#slots = stepped(before, facts, { least, most: bounds.most })
  }

  #newSlots(facts: LadderFacts): Ladder {
    const inUse = this.#queue?.attempts.slotsHeld() ?? 0
    return newLadder(facts, Math.max(firstNumber, inUse), null, this.#slotBounds())
  }

  #giveUpSurplus(queue: ScaledQueue, perHost: ReadonlyMap<string, readonly Attempt[]>, nowMs: number): void {
    if (this.#settings.current.loweringSlots === 'drain') return
    const over = this.#surplus.look(nowMs, {
      slots: this.slots ?? 0,
      perHost: [...perHost].map(([host, attempts]) => ({ host, most: this.#hosts.limitOf(host), attempts })),
      isResumable: ({ host }) => {
        const { servesRanges, strongValidators } = queue.hosts.profileOf(host)
        return servesRanges === true && strongValidators === true
      },
    })
    if (over.length > 0) queue.giveUp(over)
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

/** Whether a failure shows that a host breaks under what it bears; refusals are told apart. */
function isBreak({ failure, transient }: Extract<TransferOutcome, { kind: 'failed' }>): boolean {
  return transient && (failure.code === 'NETWORK' || failure.code === 'TIMEOUT_STALLED')
}

function scalingOf(ladder: Ladder | null): Scaling | null {
  return ladder === null ? { phase: 'doubling', ceiling: null } : { phase: ladder.phase, ceiling: ladder.ceiling }
}
