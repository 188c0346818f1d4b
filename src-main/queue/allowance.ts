import type { Attempts } from './attempts.ts'
import type { HostKeeper } from './host-keeper.ts'
import { aboveHosts, cappedHosts, fullHosts } from './host-slots.ts'
import type { Sessions, StartLimits } from './ports.ts'
import { type QueueHold, queueHold } from './queues/queue-hold.ts'
import type { QueueKeeper } from './queues/queue-keeper.ts'
import type { AutoScale } from './scaling/auto-scale.ts'
import { everyQueue, type ScheduleKeeper } from './schedule/schedule-keeper.ts'
import { type SessionHold, sessionHold } from './sessions/session-hold.ts'
import type { SettingsKeeper } from './settings-keeper.ts'

/** What may be started at this moment. The pump asks before each start, the stats ask to say what limits it. */
export class Allowance {
  readonly #settings: SettingsKeeper
  readonly #hosts: HostKeeper
  readonly #attempts: Attempts
  readonly #queues: QueueKeeper
  readonly #schedules: Pick<ScheduleKeeper, 'permission'>
  readonly #autoScale: AutoScale
  readonly #sessions: Sessions

  constructor(parts: {
    settings: SettingsKeeper
    hosts: HostKeeper
    attempts: Attempts
    queues: QueueKeeper
    schedules: Pick<ScheduleKeeper, 'permission'>
    autoScale: AutoScale
    sessions: Sessions
  }) {
    this.#settings = parts.settings
    this.#hosts = parts.hosts
    this.#attempts = parts.attempts
    this.#queues = parts.queues
    this.#schedules = parts.schedules
    this.#autoScale = parts.autoScale
    this.#sessions = parts.sessions
  }

  /** Whether the schedule above all queues lets anything be downloaded now. */
  get isOpen(): boolean {
    return this.#schedules.permission(everyQueue).isOpen
  }

  /** Episodes that may hold a slot at once. */
  get slots(): number {
    return this.isOpen ? (this.#autoScale.slots ?? this.#settings.current.maxSlots) : 0
  }

  /** Hosts that have no slot or no connection left for another episode. */
  fullHosts(): readonly string[] {
    return fullHosts(this.#attempts.perHost(), this.#settings.current.maxSlotsPerHost, (host) => this.#hosts.limitOf(host))
  }

  /** Whether a host holds all the slots that the user lets one host have. */
  get hasCappedHost(): boolean {
    return cappedHosts(this.#attempts.perHost(), this.#settings.current.maxSlotsPerHost).length > 0
  }

  /** Episodes that hold a slot beyond those that the user lets one host have. */
  get aboveHosts(): number {
    return aboveHosts(this.#attempts.perHost(), this.#settings.current.maxSlotsPerHost)
  }

  /** Hosts at which no episode can be started now. */
  busyHosts(): readonly string[] {
    return [...this.fullHosts(), ...this.#hosts.quietHosts()]
  }

  /** Why nothing of a queue is started now; null where something may be, or there is no such queue. */
  queueHold(queueId: string): QueueHold | null {
    const queue = this.#queues.get(queueId)
    if (queue === undefined) return null
    return queueHold(queue, this.#schedules.permission(queueId), () => this.#attempts.heldIn(queueId))
  }

  /** What the schedule of a queue allows it as a whole, bytes per second; 0 for no limit of its own. */
  queueSpeedLimit(queueId: string): number {
    return this.#schedules.permission(queueId).speedLimit
  }

  /** Why nothing of a session is started now; null where something may be, or there is no such session. */
  sessionHold(sessionId: string): SessionHold | null {
    const facts = this.#sessions.facts(sessionId)
    return facts === null ? null : sessionHold(facts, () => this.#attempts.heldInSession(sessionId))
  }

  /** Sessions of which nothing is started now. */
  heldSessions(): readonly string[] {
    return this.#sessions.all().flatMap(({ id }) => (this.sessionHold(id) === null ? [] : [id]))
  }

  /** Sessions that wait for a person to sign in. */
  endedSessions(): readonly string[] {
    return this.#sessions.all().flatMap(({ id, needsSignIn }) => (needsSignIn ? [id] : []))
  }

  /** What may be started now. */
  limits(): StartLimits {
    return {
      queues: this.#queues.ids().filter((id) => this.queueHold(id) === null),
      excludedHosts: this.busyHosts(),
      excludedSessions: this.heldSessions(),
    }
  }
}
