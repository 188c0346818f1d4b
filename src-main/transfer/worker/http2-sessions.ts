import { type ClientHttp2Session, connect } from 'node:http2'
import { isIP } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { idleMs } from './agents.ts'
import { checkedLookup } from './checked-lookup.ts'
import type { ConnectionRules } from './proxy-connection.ts'
import { secured } from './secure-connection.ts'

/** A connection and how many streams it carries. */
interface Session {
  readonly http2: ClientHttp2Session
  streams: number
  /** As the server said. */
  mostStreams: number
  /** Takes no further streams: the server said so, or one of them was silent for too long. */
  isRetired: boolean
  idle: NodeJS.Timeout | undefined
  pulse: NodeJS.Timeout | undefined
}

/** A place for one stream. */
export interface StreamPlace {
  readonly session: ClientHttp2Session
  /** The stream is over. `isSuspect`: the connection may be dead, and nothing new goes over it. */
  leave(isSuspect: boolean): void
}

interface Origin {
  readonly sessions: Set<Session>
  /** Resolves to whether HTTP/2 is spoken there. */
  opening: Promise<boolean> | null
}

/** What one stream may send before it is read: a small file as a whole. Node keeps it all in memory. */
const streamWindowBytes = 1_048_576
/** The same for all streams together. Node counts what it keeps as read here, so that this one only covers the way. */
const sessionWindowBytes = 16_777_216
/** What a server takes that has not told its limit yet (RFC 9113 §6.5.2: it should be no less). */
const usualStreams = 100
const handshakeMs = 10_000
/** A server that takes few connections may have none left for a moment. */
const mostTries = 6
const firstPauseMs = 50
/** A connection with open streams that is silent for so long is asked for a sign of life, and given up after as long again. */
const silenceMs = 5_000

/** Keeps the HTTP/2 connections of a worker: one to an origin, and another only where a server allows no more streams on it. */
export class Http2Sessions {
  readonly #rulesOf: () => ConnectionRules
  readonly #makeRoom: (url: URL) => void
  readonly #origins = new Map<string, Origin>()
  readonly #handshakes = new Set<TLSSocket>()
  #isClosed = false

  /** `makeRoom`: called where a server refuses a connection, which it may do because it has too many from here. */
  constructor(rulesOf: () => ConnectionRules, makeRoom: (url: URL) => void) {
    this.#rulesOf = rulesOf
    this.#makeRoom = makeRoom
  }

  /** Room for one more stream; null where the server does not speak HTTP/2. Rejects with what the connection met. */
  async place(url: URL): Promise<StreamPlace | null> {
    for (;;) {
      const origin = this.#originOf(url)
      const session = [...origin.sessions].find(hasRoom)
      if (session !== undefined) return this.#enter(session)
      origin.opening ??= this.#open(url, origin).finally(() => {
        origin.opening = null
        if (origin.sessions.size === 0) this.#origins.delete(url.origin)
      })
      if (!(await origin.opening)) return null
    }
  }

  /** Closes the connections to an origin that carry nothing. */
  dropIdle(url: URL): void {
    for (const session of this.#origins.get(url.origin)?.sessions ?? []) {
      if (session.streams === 0) session.http2.close()
    }
  }

  /** No connection that is open now takes another stream; each is closed once it carries none. */
  retireAll(): void {
    for (const { sessions } of this.#origins.values()) {
      for (const session of sessions) {
        session.isRetired = true
        if (session.streams === 0) rest(session)
      }
    }
  }

  close(): void {
    this.#isClosed = true
    for (const socket of this.#handshakes) socket.destroy()
    for (const { sessions } of this.#origins.values()) for (const { http2 } of sessions) http2.destroy()
  }

  #originOf({ origin }: URL): Origin {
    const known = this.#origins.get(origin)
    if (known !== undefined) return known
    const fresh: Origin = { sessions: new Set(), opening: null }
    this.#origins.set(origin, fresh)
    return fresh
  }

  #enter(session: Session): StreamPlace {
    const { http2 } = session
    session.streams++
    if (session.streams === 1) wake(session)
    let hasLeft = false
    const leave = (isSuspect: boolean) => {
      if (hasLeft) return
      hasLeft = true
      session.isRetired ||= isSuspect
      if (--session.streams === 0) rest(session)
    }
    return { session: http2, leave }
  }

  async #open(url: URL, origin: Origin): Promise<boolean> {
    const socket = await this.#connect(url)
    if (socket.alpnProtocol !== 'h2') {
      socket.destroy()
      return false
    }
    const http2 = connect(url.origin, {
      createConnection: () => socket,
      settings: { enablePush: false, initialWindowSize: streamWindowBytes },
    })
    http2.setLocalWindowSize(sessionWindowBytes)
    const session: Session = { http2, streams: 0, mostStreams: usualStreams, isRetired: false, idle: undefined, pulse: undefined }
    origin.sessions.add(session)
    // Each stream tells by itself what became of it.
    http2.on('error', () => undefined)
    http2.on('remoteSettings', ({ maxConcurrentStreams = Infinity }) => {
      session.mostStreams = maxConcurrentStreams
    })
    http2.once('goaway', () => {
      session.isRetired = true
    })
    http2.once('close', () => {
      clearTimeout(session.idle)
      clearInterval(session.pulse)
      origin.sessions.delete(session)
      if (origin.sessions.size === 0 && origin.opening === null) this.#origins.delete(url.origin)
    })
    rest(session)
    return true
  }

  async #connect(url: URL): Promise<TLSSocket> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#handshake(url)
      } catch (error) {
        if (tries === mostTries || this.#isClosed || !isRefused(error)) throw error
        this.#makeRoom(url)
        await sleep(firstPauseMs * 2 ** (tries - 1))
      }
    }
  }

  /** A connection on which the server chose between both protocols (RFC 7301). */
  async #handshake(url: URL): Promise<TLSSocket> {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const port = Number(url.port || 443)
    const { policyOf, trust } = this.#rulesOf()
    let last: TLSSocket | undefined
    const begin = (trusting: typeof trust.options) => {
      if (last !== undefined) this.#handshakes.delete(last)
      last = connectTls({
        host,
        port,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ALPNProtocols: ['h2', 'http/1.1'],
        lookup: checkedLookup(port, policyOf),
        ...trusting,
      })
      this.#handshakes.add(last)
      return last
    }
    try {
      const socket = await secured(begin, url.host, trust, handshakeMs)
      if (trust !== this.#rulesOf().trust) throw new Error('whom to trust has changed meanwhile')
      return socket
    } finally {
      if (last !== undefined) this.#handshakes.delete(last)
    }
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'ECONNREFUSED')
}

function hasRoom({ http2, isRetired, streams, mostStreams }: Session): boolean {
  return !isRetired && !http2.closed && !http2.destroyed && streams < mostStreams
}

/** Streams are under way on it: it must not be dead, or all of them wait in vain. */
function wake(session: Session): void {
  const { http2 } = session
  clearTimeout(session.idle)
  http2.ref()
  let heard = -1
  let isAsked = false
  session.pulse = setInterval(() => {
    const { bytesRead } = http2.socket
    if (bytesRead !== heard) isAsked = false
    else if (isAsked) http2.destroy(new Error('the connection is dead'))
    else isAsked = http2.ping(() => undefined)
    heard = bytesRead
  }, silenceMs).unref()
}

/** Nothing is under way on it: it waits a while for a next stream, and keeps nothing alive meanwhile. */
function rest(session: Session): void {
  const { http2, isRetired } = session
  clearInterval(session.pulse)
  if (http2.destroyed) return
  if (isRetired) {
    http2.close()
    return
  }
  http2.unref()
  session.idle = setTimeout(() => http2.close(), idleMs).unref()
}
