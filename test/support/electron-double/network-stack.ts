import { type IncomingMessage, type RequestOptions, request } from 'node:http'
import { connect, isIP, Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { SocksClient } from 'socks'

/** A request as Chromium would send it. */
export interface Asked {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}
export interface Answered {
  readonly status: number
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly body: Buffer
}

interface Challenge {
  readonly host: string
  readonly port: number
  readonly realm: string
}

/** What the sessions and pages of the program decide about a request. */
export interface Decisions {
  /** Chromium's name of what is wrong with the other side of an encrypted connection; null where nothing is. */
  judge(host: string, socket: TLSSocket): Promise<string | null>
  /** With what to sign in at a proxy; null: with nothing. */
  login(challenge: Challenge): Promise<string | null>
}

/** A failure under Chromium's name for it. */
export class NetError extends Error {}

interface Place {
  readonly host: string
  readonly port: number
}

/**
 * Sends a request the way that a proxy script names, as Chromium's own network stack does: what its DevTools cannot be
 * told is done here, over real connections.
 */
export async function sendThrough(way: string, asked: Asked, decisions: Decisions): Promise<Answered> {
  const [word = '', place = ''] = way.split(';')[0]?.trim().split(' ') ?? []
  const url = new URL(asked.url)
  const server = { host: bare(url.hostname), port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) }
  if (word === 'DIRECT') return overSocket(await connected(server, 'ERR_CONNECTION_REFUSED'), asked, decisions)
  const { hostname, port } = new URL(`http://${place}`)
  const proxy = { host: bare(hostname), port: Number(port) || 80 }
  if (word === 'SOCKS5') return overSocket(await bySocks(proxy, server), asked, decisions)
  const open = async () => {
    const socket = await connected(proxy, 'ERR_PROXY_CONNECTION_FAILED')
    return word === 'HTTPS' ? secured(socket, proxy.host, decisions, 'ERR_PROXY_CERTIFICATE_INVALID') : socket
  }
  let authorization = ''
  for (;;) {
    const signed = authorization === '' ? {} : { 'proxy-authorization': authorization }
    const answer =
      url.protocol === 'https:' ? await tunnel(await open(), server, signed) : await plain(await open(), asked, signed)
    if (answer instanceof Socket) return overSocket(answer, asked, decisions)
    if (answer.status !== 407) {
      if (url.protocol === 'https:') throw new NetError('ERR_TUNNEL_CONNECTION_FAILED')
      return answer
    }
    const challenge = answer.headers.find(({ name }) => name.toLowerCase() === 'proxy-authenticate')?.value ?? ''
    const given = await decisions.login({ ...proxy, realm: /realm="([^"]*)"/.exec(challenge)?.[1] ?? '' })
    if (given === null) {
      if (url.protocol === 'https:') throw new NetError('ERR_TUNNEL_CONNECTION_FAILED')
      return answer
    }
    authorization = `Basic ${Buffer.from(given).toString('base64')}`
  }
}

async function overSocket(socket: Socket, asked: Asked, decisions: Decisions): Promise<Answered> {
  const { protocol, hostname, pathname, search } = new URL(asked.url)
  const own = protocol === 'https:' ? await secured(socket, bare(hostname), decisions, null) : socket
  return exchange(own, asked, `${pathname}${search}`, {})
}

function plain(socket: Socket, asked: Asked, headers: Readonly<Record<string, string>>): Promise<Answered> {
  return exchange(socket, asked, asked.url, headers)
}

async function exchange(
  socket: Socket,
  { url, method, headers, body }: Asked,
  path: string,
  more: Readonly<Record<string, string>>,
) {
  const answer = await headOf(socket, { method, path, headers: { host: new URL(url).host, ...headers, ...more } }, body)
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return { status: answer.statusCode ?? 0, headers: pairs(answer), body: Buffer.concat(chunks) }
}

/** RFC 9110 §9.3.6. */
async function tunnel(
  socket: Socket,
  { host, port }: Place,
  headers: Readonly<Record<string, string>>,
): Promise<Socket | Answered> {
  const path = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
  const answer = await headOf(socket, { method: 'CONNECT', path, headers: { host: path, ...headers } }, undefined)
  const { statusCode: status = 0 } = answer
  return status === 200 ? socket : { status, headers: pairs(answer), body: Buffer.alloc(0) }
}

function headOf(socket: Socket, options: RequestOptions, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asking = request({ ...options, createConnection: () => socket })
    asking.once('response', resolve)
    asking.once('connect', resolve)
    asking.once('error', () => reject(new NetError('ERR_CONNECTION_RESET')))
    asking.end(body)
  })
}

function connected(place: Place, failure: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(place, () => resolve(socket))
    socket.once('error', () => reject(new NetError(failure)))
  })
}

async function bySocks({ host, port }: Place, destination: Place): Promise<Socket> {
  const existing_socket = await connected({ host, port }, 'ERR_PROXY_CONNECTION_FAILED')
  const proxy = { host, port, type: 5 } as const
  await SocksClient.createConnection({ proxy, destination, command: 'connect', existing_socket }).catch(() => {
    throw new NetError('ERR_SOCKS_CONNECTION_FAILED')
  })
  return existing_socket
}

async function secured(socket: Socket, host: string, { judge }: Decisions, failure: string | null): Promise<TLSSocket> {
  const secure = connectTls({ socket, rejectUnauthorized: false, ...(isIP(host) === 0 ? { servername: host } : { host }) })
  await new Promise<void>((resolve, reject) => {
    secure.once('secureConnect', resolve)
    secure.once('error', () => reject(new NetError('ERR_SSL_PROTOCOL_ERROR')))
  })
  const problem = await judge(host, secure)
  if (problem === null) return secure
  secure.destroy()
  throw new NetError(failure ?? problem)
}

function pairs({ rawHeaders }: IncomingMessage) {
  const names = rawHeaders.filter((_, index) => index % 2 === 0)
  return names
    .map((name, index) => ({ name, value: rawHeaders[2 * index + 1] ?? '' }))
    .filter(({ name }) => !/^(?:connection|transfer-encoding|keep-alive)$/i.test(name))
}

function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}
