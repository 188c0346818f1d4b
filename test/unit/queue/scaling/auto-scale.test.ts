import { afterEach, describe, expect, it, vi } from 'vitest'
import { Attempt, Attempts } from '../../../../src-main/queue/attempts.ts'
import { type Lesson, taught, unknownHost } from '../../../../src-main/queue/host-profile.ts'
import { slotsOfHost } from '../../../../src-main/queue/host-slots.ts'
import type { EpisodeRecord } from '../../../../src-main/queue/ports.ts'
import { AutoScale } from '../../../../src-main/queue/scaling/auto-scale.ts'
import { SettingsKeeper } from '../../../../src-main/queue/settings-keeper.ts'
import type { HostProfile, SettingsPatch } from '../../../../src-preload/contract/index.ts'
import { HandClock } from '../../../support/hand-clock.ts'
import { temporaryStore } from '../../store/support.ts'

const tickMs = 50
const megabyte = 1_000_000
const resumable: HostProfile = { ...unknownHost, servesRanges: true, strongValidators: true }

/** How fast a host is: for each of its connections, and for all of them. */
interface Host {
  readonly name: string
  readonly perConnection: number
  readonly inAll: number
}

/** Automatic scaling over hosts that always have another file, on a clock moved by hand. Files never end. */
class Fleet {
  readonly clock = new HandClock()
  readonly attempts = new Attempts()
  readonly settings: SettingsKeeper
  readonly scale: AutoScale
  readonly profiles = new Map<string, HostProfile>()
  readonly stopped: Attempt[] = []
  /** All hosts together. */
  line = Number.POSITIVE_INFINITY
  speedLimit = 0
  #hosts: readonly Host[]
  #lastId = 0
  #speed = 0

  constructor(hosts: readonly Host[], patch: SettingsPatch = {}) {
    this.#hosts = hosts
    const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const forced = { autoScale: true, ...patch }
    this.settings = new SettingsKeeper(temporaryStore().store, { downloadDirectory: '/downloads', forced }, log)
    this.scale = new AutoScale(this.clock, this.settings)
    this.settings.onChange(() => this.scale.follow())
    this.scale.attach({
      attempts: this.attempts,
      hosts: {
        profileOf: (host) => this.profiles.get(host) ?? resumable,
        learn: (host, lesson: Lesson) => void this.profiles.set(host, taught(this.profiles.get(host) ?? resumable, lesson)),
        quietOf: () => null,
      },
      hasStartable: () => this.#next() !== undefined,
      speed: () => this.#speed,
      speedLimit: () => this.speedLimit,
      renew: () => this.#fill(),
      giveUp: (attempts) => {
        for (const attempt of attempts) this.end(attempt)
        this.stopped.push(...attempts)
      },
    })
  }

  get speed(): number {
    return this.#speed
  }

  countOf(host: string): number {
    return this.attempts.perHost().get(host) ?? 0
  }

  /** The host has nothing more from now on. */
  empty(name: string): void {
    this.#hosts = this.#hosts.filter((host) => host.name !== name)
    for (const attempt of this.attempts.ofHost(name)) this.end(attempt)
  }

  end(attempt: Attempt): void {
    this.attempts.delete(attempt)
    this.scale.ended(attempt, { kind: 'stopped' })
  }

  run(seconds: number): this {
    for (let passedMs = 0; passedMs < seconds * 1_000; passedMs += tickMs) {
      this.#fill()
      this.#bring()
      this.clock.pass(tickMs)
    }
    return this
  }

  #fill(): void {
    const before = this.#lastId
    for (
      let host = this.#next();
      host !== undefined && this.attempts.slotsHeld() < (this.scale.slots ?? 0);
      host = this.#next()
    ) {
      this.attempts.add(this.#attemptAt(host.name))
    }
    if (this.#lastId > before) this.scale.started()
  }

  /** In the order of the list, as the queue does. */
  #next(): Host | undefined {
    const most = slotsOfHost(this.settings.current.maxSlotsPerHost)
    return this.#hosts.find(({ name }) => this.countOf(name) < Math.min(most, this.scale.limitOf(name) ?? 0))
  }

  #bring(): void {
    const rates = this.#hosts.map(({ name, perConnection, inAll }) => Math.min(inAll, perConnection * this.countOf(name)))
    const together = rates.reduce((sum, rate) => sum + rate, 0)
    const most = Math.min(this.line, this.speedLimit === 0 ? Number.POSITIVE_INFINITY : this.speedLimit)
    const part = together === 0 ? 0 : Math.min(1, most / together)
    this.#speed = together * part
    for (const [place, { name }] of this.#hosts.entries()) {
      const there = this.attempts.ofHost(name)
      for (const attempt of there) {
        attempt.connections = 1
        this.scale.came(attempt, (((rates[place] ?? 0) * part) / there.length / 1_000) * tickMs)
      }
    }
  }

  #attemptAt(host: string): Attempt {
    this.#lastId += 1
    const id = `e${this.#lastId}`
    const record = {
      id,
      jobId: 'j',
      index: this.#lastId,
      host,
      bytesDone: 0,
      bytesTotal: null,
      part: null,
      folder: null,
      title: id,
    }
    const limits = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
    const job = { directory: '/downloads', mount: null, queueId: 'q' }
    return new Attempt(this.#lastId, record as EpisodeRecord, job, limits, 1, this.clock.monotonic())
  }
}

let fleet: Fleet
afterEach(() => fleet.scale.close())

describe('several hosts', () => {
  it('get as many connections each as bring something, and the slots are what they need together', () => {
    fleet = new Fleet([
      { name: 'one-is-enough', perConnection: 5 * megabyte, inAll: 5 * megabyte },
      { name: 'needs-twenty', perConnection: megabyte / 4, inAll: 5 * megabyte },
    ])
    fleet.run(60)
    expect(fleet.countOf('one-is-enough')).toBeLessThanOrEqual(8)
    expect(fleet.countOf('needs-twenty')).toBeGreaterThanOrEqual(18)
    expect(fleet.speed).toBeGreaterThan(9.5 * megabyte)
  })

  it('of which each has speed for one connection only give up the others, for more of them', () => {
    const hosts = Array.from({ length: 40 }, (_, index) => ({
      name: `h${index}`,
      perConnection: megabyte / 10,
      inAll: megabyte / 10,
    }))
    fleet = new Fleet(hosts)
    fleet.run(90)
    expect(fleet.attempts.perHost().size).toBeGreaterThanOrEqual(30)
    expect(fleet.attempts.slotsHeld()).toBeLessThanOrEqual(64)
  })

  it('that share a line that is full take no more than they had', () => {
    fleet = new Fleet([
      { name: 'a', perConnection: megabyte, inAll: 100 * megabyte },
      { name: 'b', perConnection: megabyte, inAll: 100 * megabyte },
    ])
    fleet.line = 6 * megabyte
    fleet.run(60)
    expect(fleet.speed).toBeGreaterThan(5.9 * megabyte)
    expect(fleet.attempts.slotsHeld()).toBeLessThanOrEqual(24)
  })
})

const twenty = [{ name: 'h', perConnection: megabyte / 4, inAll: 5 * megabyte }]

it('goes neither up nor down while a speed limit decides', () => {
  fleet = new Fleet(twenty)
  fleet.speedLimit = megabyte
  fleet.run(5)
  const before = fleet.countOf('h')
  fleet.run(60)
  expect(fleet.countOf('h')).toBe(before)
  fleet.speedLimit = 0
  fleet.run(20)
  expect(fleet.countOf('h')).toBeGreaterThanOrEqual(16)
})

it('is not misled by a queue that was empty for a while', () => {
  fleet = new Fleet(twenty)
  fleet.run(30)
  const before = fleet.countOf('h')
  for (const attempt of fleet.attempts.all()) fleet.end(attempt)
  fleet.clock.pass(20_000)
  expect(fleet.clock.timers).toBe(0)
  fleet.run(20)
  expect(fleet.countOf('h')).toBeGreaterThanOrEqual(Math.min(before, 18))
})

it('keeps what it found with the host, and begins with it the next time', () => {
  fleet = new Fleet(twenty)
  fleet.run(120)
  const found = fleet.profiles.get('h')?.scaledTo?.connections ?? 0
  expect(found).toBeGreaterThanOrEqual(18)
  const next = new Fleet(twenty)
  next.profiles.set('h', { ...resumable, scaledTo: { connections: found, foundAt: new Date(next.clock.now()).toISOString() } })
  expect(next.scale.limitOf('h')).toBe(Math.ceil(found / 2))
  const old = new Date(next.clock.now() - 30 * 86_400_000).toISOString()
  next.profiles.set('h', { ...resumable, scaledTo: { connections: found, foundAt: old } })
  expect(next.scale.limitOf('h')).toBe(4)
})

it('makes no slots for connections of a host that may have fewer slots itself', () => {
  const foundAt = () => new Date(fleet.clock.now()).toISOString()
  fleet = new Fleet(twenty)
  fleet.profiles.set('h', { ...resumable, scaledTo: { connections: 40, foundAt: foundAt() } })
  fleet.run(1)
  expect(fleet.scale.slots).toBe(20)
  fleet = new Fleet(twenty, { maxSlotsPerHost: 2 })
  fleet.profiles.set('h', { ...resumable, scaledTo: { connections: 40, foundAt: foundAt() } })
  fleet.run(30)
  expect(fleet.countOf('h')).toBe(2)
  expect(fleet.scale.limitOf('h')).toBe(20)
  expect(fleet.scale.slots).toBe(4)
})

it('stops what is above the number only after a while, only what can be resumed, and nothing where it is to run to its end', () => {
  const refuse = () => {
    for (let times = 0; times < 4; times += 1) {
      fleet.scale.refused('h')
      fleet.run(6)
    }
  }
  fleet = new Fleet(twenty, { autoScaleBounds: { minSlots: 1, maxSlots: 16, maxConnectionsPerHost: 16 } })
  fleet.run(10)
  expect(fleet.countOf('h')).toBe(16)
  fleet.scale.refused('h')
  fleet.run(1)
  expect(fleet.stopped).toEqual([])
  refuse()
  expect(fleet.stopped.length).toBeGreaterThan(0)
  expect(fleet.stopped.map(({ id }) => id)).not.toContain(1)

  fleet = new Fleet(twenty)
  fleet.profiles.set('h', { ...resumable, servesRanges: false })
  fleet.run(10)
  refuse()
  expect(fleet.stopped).toEqual([])

  fleet = new Fleet(twenty, { loweringSlots: 'drain' })
  fleet.run(10)
  refuse()
  expect(fleet.stopped).toEqual([])
})

it('begins with what runs where it is switched on, and knows nothing where it is off', () => {
  fleet = new Fleet(twenty, { autoScale: false })
  expect(fleet.scale.slots).toBe(null)
  expect(fleet.scale.limitOf('h')).toBe(null)
  fleet.settings.change({ autoScale: true })
  fleet.run(10)
  const before = fleet.countOf('h')
  fleet.settings.change({ autoScale: false })
  expect(fleet.clock.timers).toBe(0)
  fleet.settings.change({ autoScale: true })
  expect(fleet.scale.limitOf('h')).toBe(before)
  fleet.settings.change({ maxSlots: 0 })
  expect(fleet.scale.slots).toBe(0)
})
