import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { createCalendar } from '../../../src-main/platform/calendar.ts'
import { slotsOfHost } from '../../../src-main/queue/host-slots.ts'
import type { Store } from '../../../src-main/queue/ports.ts'
import { QueueManager } from '../../../src-main/queue/queue-manager.ts'
import { isRefusal } from '../../../src-main/queue/refusal.ts'
import { CredentialKeeper } from '../../../src-main/sessions/credential-keeper.ts'
import { foreignTexts } from '../../../src-main/sessions/foreign-texts.ts'
import { SessionKeeper } from '../../../src-main/sessions/session-keeper.ts'
import { openStore } from '../../../src-main/store/open-store.ts'
import type { Job, NewJob, SettingsPatch } from '../../../src-preload/contract/index.ts'
import { HandClock } from '../hand-clock.ts'
import { testBox } from '../secret-box.ts'
import { SeededRandom } from '../seeded-random.ts'
import { SimulatedPool, type SimulatedPoolOptions } from './simulated-pool.ts'

const stepMs = 5
const quiet = () => undefined

/** The real queue over a real list, with an engine and a clock that only pretend. */
export class SimulatedQueue {
  readonly clock = new HandClock()
  readonly pool: SimulatedPool
  readonly queue: QueueManager
  readonly store: Store
  readonly sessions: SessionKeeper
  readonly credentials: CredentialKeeper
  readonly #folder: string
  readonly #errors: string[] = []

  constructor(
    options: Pick<SimulatedPoolOptions, 'failures' | 'failure' | 'refuses' | 'restarts'> & {
      readonly seed: number
      readonly settings: SettingsPatch
      /** Whether this machine has an address. */
      readonly isUp?: boolean
      /** How long the disk takes to flush. */
      readonly flushMs?: number
    },
  ) {
    const random = new SeededRandom(options.seed)
    this.#folder = mkdtempSync(join(tmpdir(), 'staffel-simulated-'))
    const store = openStore({ box: testBox, file: join(this.#folder, 'staffel.db') })
    // What is flushed is the disk's; the order in which things follow from it stays.
    const { flushMs } = options
    const flushed = async () => {
      if (flushMs !== undefined) await new Promise<void>((done) => this.clock.schedule(flushMs, done))
    }
    this.store = { ...store, flushed }
    this.pool = new SimulatedPool({ ...options, clock: this.clock, random })
    let ids = 0
    // Those of episodes that are added together follow the one that was asked for.
    const id = () => (++ids * 2 ** 20).toString(16).padStart(16, '0')
    const parts = { store: this.store, clock: this.clock, random: { id } }
    this.credentials = new CredentialKeeper(parts)
    this.sessions = new SessionKeeper({
      ...parts,
      texts: foreignTexts,
      credentials: this.credentials,
      signInWindow: null,
      saveIntervalMs: () => 1_000,
    })
    this.queue = new QueueManager(
      {
        store: this.store,
        pool: this.pool,
        clock: this.clock,
        machine: this.clock,
        calendar: createCalendar(),
        desktop: null,
        disk: {
          remove: async () => [],
          names: async () => [],
          facts: async () => null,
          freeBytes: async () => null,
          room: async () => null,
          isThere: async () => true,
        },
        folders: {
          prepare: async (directory) => ({ directory: directory === '' ? '/downloads' : directory, mount: null }),
          safe: (wanted) => wanted,
          makeBelow: async (_, folders) => ({ made: folders, fault: null }),
          removeEmpty: async () => undefined,
        },
        network: { isUp: () => options.isUp ?? true, addresses: () => [] },
        certificates: { read: async () => ({ problem: 'unreadable' }) },
        random: { id, fraction: () => random.fraction() },
        sessions: this.sessions,
        renewal: { renew: async ({ episodes }) => episodes.map(() => ({ kind: 'gone' })) },
        log: { info: quiet, warn: quiet, error: (message, facts) => this.#errors.push(`${message} ${JSON.stringify(facts)}`) },
      },
      {
        downloadDirectory: '/downloads',
        forced: options.settings,
        ownAddresses: [],
        rescue: null,
        machineRun: { id: 'one', startedAt: 0 },
      },
    )
    this.pool.allow(this.queue.settings.maxSlots)
    this.pool.allowPerHost(slotsOfHost(this.queue.settings.maxSlotsPerHost))
    this.queue.start()
  }

  /** What went wrong so far. */
  get problems(): readonly string[] {
    return [...this.pool.problems, ...this.#errors]
  }

  async add(body: NewJob): Promise<Job> {
    const job = await this.queue.jobs.add(body)
    if (isRefusal(job)) throw new Error(`the job was refused: ${job.refused}`)
    return job
  }

  /** The number that holds from the answer on. */
  async setSlots(maxSlots: number): Promise<void> {
    // Whatever the change itself starts is held against the new number.
    this.pool.allow(maxSlots)
    await this.queue.changeSettings({ maxSlots })
  }

  /** The same for each host; 0 is no limit of its own. */
  async setSlotsPerHost(maxSlotsPerHost: number): Promise<void> {
    this.pool.allowPerHost(slotsOfHost(maxSlotsPerHost))
    await this.queue.changeSettings({ maxSlotsPerHost })
  }

  /** Time passes, and all that follows from it happens. `look` is called once things have come to rest. */
  async pass(ms: number, look: () => void = quiet): Promise<void> {
    for (let passedMs = 0; passedMs < ms; passedMs += stepMs) {
      this.clock.pass(stepMs)
      await turn()
      look()
    }
  }

  async close(): Promise<void> {
    const closed = this.queue.close()
    await this.pass(1_000)
    await closed
    this.store.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
