import { type IncomingMessage, request } from 'node:http'
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { ProxyPlace } from '../protocol.ts'
import { type AddressPolicy, mayConnect } from './address-policy.ts'
import { assertNever } from './assert-never.ts'
import { checkedLookup, refusedAddress } from './checked-lookup.ts'
import { codeOf } from './failure-of.ts'
import { Problem } from './problem.ts'
import { type Destination, patienceMs } from './proxy-destination.ts'
import { proxyProblem } from './proxy-problems.ts'
import { secured } from './secure-connection.ts'
import type { Trust } from './trust.ts'

/** What connections to a proxy have to keep to. */
export interface ConnectionRules {
  readonly policyOf: () => AddressPolicy
  readonly trust: Trust
}

/** A connection to the proxy itself. Rejects with a Problem that names it. */
export async function connectToProxy(proxy: ProxyPlace, shown: string, rules: ConnectionRules): Promise<Socket> {
  try {
    if (proxy.kind !== 'https') return await connected(openSocket(proxy, rules))
    const { host, port } = proxy
    const name = port === 443 ? host : `${host}:${port}`
    const open = async (options: Trust['options']) => {
      const socket = await connected(openSocket(proxy, rules))
      return connectTls({ ...options, socket, ...(isIP(host) === 0 ? { servername: host } : {}), ALPNProtocols: ['http/1.1'] })
    }
    return await secured(open, name, rules.trust)
  } catch (error) {
    // Whose certificate is wrong stands in the Problem: it can be trusted like a server's.
    if (error instanceof Problem) throw error
    const code = codeOf(error)
    throw proxyProblem(proxy, 'unreachable', code === '' ? { host: shown } : { host: shown, reason: code })
  }
}

/** A connection through the proxy to a server. Rejects with a Problem that names the proxy. */
export async function connectThrough(proxy: ProxyPlace, destination: Destination, rules: ConnectionRules): Promise<Socket> {
  const ask = await askerOf(proxy.kind)
  const socket = await connectToProxy(proxy, destination.shown, rules)
  try {
    return await ask(socket, proxy, destination)
  } catch (error) {
    socket.destroy()
    throw error
  }
}

type Asker = (socket: Socket, proxy: ProxyPlace, destination: Destination) => Promise<Socket>

/** SOCKS is loaded once there is a proxy that speaks it. */
async function askerOf(kind: ProxyPlace['kind']): Promise<Asker> {
  switch (kind) {
    case 'http':
    case 'https':
      return connectByHttp
    case 'socks4':
    case 'socks5':
      return (await import('./socks-connection.ts')).connectBySocks
    default:
      return assertNever(kind)
  }
}

/** `Proxy-Authorization` for a proxy (RFC 7617); none where it has no user name and no password. */
export function proxyAuthorization({ username, password }: ProxyPlace): Readonly<Record<string, string>> {
  if (username === '' && password === '') return {}
  return { 'proxy-authorization': `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}

/** RFC 9110 §9.3.6. */
function connectByHttp(socket: Socket, proxy: ProxyPlace, { host, port, shown }: Destination): Promise<Socket> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const asking = request({
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, connection: 'keep-alive', ...proxyAuthorization(proxy) },
    createConnection: () => socket,
    timeout: patienceMs,
  })
  asking.once('connect', ({ statusCode: status = 0 }: IncomingMessage, _: unknown, head: Buffer) => {
    if (status < 200 || status > 299) {
      reject(proxyProblem(proxy, status === 407 ? 'credentials' : 'refused', { host: shown, status }))
      return
    }
    // A server that speaks first.
    if (head.length > 0) socket.unshift(head)
    socket.setTimeout(0)
    resolve(socket)
  })
  asking.once('timeout', () => asking.destroy(new Error('the proxy says nothing')))
  asking.on('error', (error) => {
    const reason = codeOf(error)
    reject(proxyProblem(proxy, 'cut', reason === '' ? { host: shown } : { host: shown, reason }))
  })
  asking.end()
  return promise
}

/** Begins a connection; its own address is the one place that a proxy must not be at. */
function openSocket({ host, port }: ProxyPlace, { policyOf }: ConnectionRules): Socket {
  const policy = () => ({ ...policyOf(), allowPrivateAddresses: true })
  if (isIP(host) !== 0 && !mayConnect(host, port, policy())) throw refusedAddress(host)
  return connect({ host, port, noDelay: true, keepAlive: true, lookup: checkedLookup(port, policy) })
}

function connected(socket: Socket): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  socket.unref()
  socket.setTimeout(patienceMs, () => socket.destroy(new Error('the proxy does not answer')))
  socket.once('connect', () => {
    socket.setTimeout(0)
    socket.ref()
    resolve(socket)
  })
  socket.on('error', reject)
  return promise
}
