import { Neighbours } from './neighbours.ts'

/** Connections that are given up are read for 50 ms at most; nobody waits longer than that for one of them to close. */
const longestWaitMs = 60
/** Another worker hears a little sooner or later of what it is to give up. */
const messageMs = 20
/** How often those who wait look whether another worker has closed one. */
const lookMs = 5

interface Host {
  connections: number
  readonly waiting: (() => void)[]
}

/** How many connections there are, and where: those of the other workers count too. */
export class HostLoad {
  readonly #hosts = new Map<string, Host>()
  readonly #neighbours: Neighbours
  #total = 0
  maxPerHost = Infinity

  constructor(neighbours = new Neighbours()) {
    this.#neighbours = neighbours
  }

  get total(): number {
    return this.#total + this.#neighbours.connections
  }

  /** Whether one more connection to a host stays within the setting. */
  hasRoom(host: string): boolean {
    const at = this.#hosts.get(host)
    const here = at === undefined ? 0 : at.connections + at.waiting.length
    return here + this.#neighbours.connectionsTo(host) < this.maxPerHost
  }

  /**
   * Counts one more connection to a host. Where the setting is reached it first waits for one that is closing, but
   * not for long: how many there may be is the queue's to decide, here they are only kept from overlapping.
   */
  enter(host: string): Promise<Place> {
    if (this.hasRoom(host)) return Promise.resolve(this.take(host))
    return new Promise((resolve) => {
      const { waiting } = this.#at(host)
      const enter = () => {
        clearTimeout(timer)
        clearInterval(looks)
        waiting.splice(waiting.indexOf(enter), 1)
        resolve(this.take(host))
      }
      const isShared = this.#neighbours.connectionsTo(host) > 0
      const timer = setTimeout(enter, isShared ? longestWaitMs + messageMs : longestWaitMs)
      const looks = isShared ? setInterval(() => this.#letIn(host), lookMs) : undefined
      waiting.push(enter)
    })
  }

  /** Counts one more connection to a host, room or not. */
  take(host: string): Place {
    this.#change(host, 1)
    return new Place(
      host,
      (left) => this.#change(left, -1),
      (next) => this.#change(next, 1),
    )
  }

  #at(host: string): Host {
    const known = this.#hosts.get(host)
    if (known !== undefined) return known
    const fresh: Host = { connections: 0, waiting: [] }
    this.#hosts.set(host, fresh)
    return fresh
  }

  #letIn(host: string): void {
    const at = this.#at(host)
    const elsewhere = this.#neighbours.connectionsTo(host)
    while (at.waiting[0] !== undefined && at.connections + elsewhere < this.maxPerHost) at.waiting[0]()
  }

  #change(host: string, by: 1 | -1): void {
    const at = this.#at(host)
    at.connections += by
    this.#total += by
    this.#neighbours.noteConnection(host, by)
    this.#letIn(host)
    if (at.connections === 0 && at.waiting.length === 0) this.#hosts.delete(host)
  }
}

/** One counted connection. */
export class Place {
  readonly #leave: (host: string) => void
  readonly #join: (host: string) => void
  #host: string | null

  constructor(host: string, leave: (host: string) => void, join: (host: string) => void) {
    this.#host = host
    this.#leave = leave
    this.#join = join
  }

  /** Redirects led to another host: it counts there from now on. */
  moveTo(host: string): void {
    if (this.#host === null || this.#host === host) return
    this.#leave(this.#host)
    this.#host = host
    this.#join(host)
  }

  /** The connection is closed or free for others. Any later call does nothing. */
  leave(): void {
    if (this.#host === null) return
    this.#leave(this.#host)
    this.#host = null
  }
}
