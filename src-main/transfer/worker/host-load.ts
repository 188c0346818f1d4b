import { Neighbours } from './neighbours.ts'

/** Connections that are given up are read for 50 ms at most; nobody waits longer than that for one of them to close. */
const longestWaitMs = 60
/** Another worker hears a little sooner or later of what it is to give up. */
const messageMs = 20
/** How often those who wait look whether another worker has closed one. */
const lookMs = 5
/** The same where no other worker has one now; the setting may change too. */
const longLookMs = 250

interface Waiting {
  readonly enter: () => void
  /** Others make room for it. */
  readonly isWanted: boolean
}

interface Host {
  connections: number
  /** How many of them others make room for. */
  guests: number
  readonly waiting: Waiting[]
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
    const isShared = this.#neighbours.connectionsTo(host) > 0
    const { promise, resolve } = Promise.withResolvers<Place>()
    const { leave } = this.#line(host, { isWanted: false, enter: () => resolve(this.take(host)) })
    const timer = setTimeout(
      () => {
        leave()
        resolve(this.take(host))
      },
      isShared ? longestWaitMs + messageMs : longestWaitMs,
    )
    return promise.finally(() => clearTimeout(timer))
  }

  /**
   * Counts one more connection to a host as soon as there is room for it; null where there was none for so long.
   * Meanwhile {@link isWanted} tells those that have several to make some. Rejects with the signal's reason.
   */
  async enterWithin(host: string, waitMs: number, signal: AbortSignal): Promise<Place | null> {
    signal.throwIfAborted()
    if (this.hasRoom(host)) return this.takeAsGuest(host)
    const { promise, resolve, reject } = Promise.withResolvers<Place | null>()
    const { leave } = this.#line(host, { isWanted: true, enter: () => resolve(this.takeAsGuest(host)) })
    const timer = setTimeout(() => {
      leave()
      resolve(null)
    }, waitMs)
    const abort = () => {
      leave()
      reject(signal.reason)
    }
    signal.addEventListener('abort', abort, { once: true })
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
  }

  /** Whether somebody waits for a connection that others are to give up. */
  isWanted(host: string): boolean {
    return this.#hosts.get(host)?.waiting.some(({ isWanted }) => isWanted) ?? false
  }

  /** Whether one that was made room for would have none without it. */
  isCrowded(host: string): boolean {
    return this.isWanted(host) || ((this.#hosts.get(host)?.guests ?? 0) > 0 && !this.hasRoom(host))
  }

  /** Counts one more connection to a host, room or not. */
  take(host: string): Place {
    return this.#place(host, (at, by) => this.#change(at, by))
  }

  /** The same for one that others make room for. */
  takeAsGuest(host: string): Place {
    return this.#place(host, (at, by) => {
      this.#at(at).guests += by
      this.#change(at, by)
    })
  }

  #place(host: string, change: (host: string, by: 1 | -1) => void): Place {
    change(host, 1)
    return new Place(
      host,
      (left) => change(left, -1),
      (next) => change(next, 1),
    )
  }

  #at(host: string): Host {
    const known = this.#hosts.get(host)
    if (known !== undefined) return known
    const fresh: Host = { connections: 0, guests: 0, waiting: [] }
    this.#hosts.set(host, fresh)
    return fresh
  }

  /** Puts one in line. Its turn comes once; after `leave` it comes no more. */
  #line(host: string, { isWanted, enter }: Waiting): { readonly leave: () => void } {
    const { waiting } = this.#at(host)
    const own: Waiting = {
      isWanted,
      enter: () => {
        leave()
        enter()
      },
    }
    // Of what the others close nobody tells.
    const looks = setInterval(() => this.#letIn(host), this.#neighbours.connectionsTo(host) > 0 ? lookMs : longLookMs)
    const leave = () => {
      clearInterval(looks)
      const place = waiting.indexOf(own)
      if (place >= 0) waiting.splice(place, 1)
      this.#forget(host)
    }
    waiting.push(own)
    return { leave }
  }

  #letIn(host: string): void {
    const at = this.#at(host)
    const elsewhere = this.#neighbours.connectionsTo(host)
    while (at.waiting[0] !== undefined && at.connections + elsewhere < this.maxPerHost) at.waiting[0].enter()
  }

  #forget(host: string): void {
    const at = this.#hosts.get(host)
    if (at?.connections === 0 && at.waiting.length === 0) this.#hosts.delete(host)
  }

  #change(host: string, by: 1 | -1): void {
    const at = this.#at(host)
    at.connections += by
    this.#total += by
    this.#neighbours.noteConnection(host, by)
    this.#letIn(host)
    this.#forget(host)
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
