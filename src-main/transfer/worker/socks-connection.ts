import type { Socket } from 'node:net'
import { SocksClient, SocksClientError } from 'socks'
import type { ProxyPlace } from '../protocol.ts'
import type { Problem } from './problem.ts'
import { type Destination, patienceMs } from './proxy-destination.ts'
import { proxyProblem } from './proxy-problems.ts'

/** Of names, and of each half of what it is signed in with: their lengths have one byte (RFC 1928 §5, RFC 1929 §2). */
const mostBytes = 255

/** RFC 1928, and SOCKS 4a: names go to the proxy as names. */
export async function connectBySocks(existing: Socket, proxy: ProxyPlace, { host, port, shown }: Destination): Promise<Socket> {
  const { username, password } = proxy
  if (Buffer.byteLength(host) > mostBytes) throw proxyProblem(proxy, 'refused', { host: shown })
  if (Math.max(Buffer.byteLength(username), Buffer.byteLength(password)) > mostBytes) {
    throw proxyProblem(proxy, 'credentials', { host: shown })
  }
  try {
    await SocksClient.createConnection({
      command: 'connect',
      destination: { host, port },
      existing_socket: existing,
      timeout: patienceMs,
      proxy: {
        host: proxy.host,
        port: proxy.port,
        type: proxy.kind === 'socks4' ? 4 : 5,
        ...(username === '' ? {} : { userId: username }),
        ...(password === '' ? {} : { password }),
      },
    })
    return existing
  } catch (error) {
    throw socksProblem(error, proxy, shown)
  }
}

/** The library tells in sentences alone what a proxy answered. */
function socksProblem(error: unknown, proxy: ProxyPlace, host: string): Problem {
  const sentence = error instanceof SocksClientError ? error.message : ''
  if (/authentication|accepted auth/i.test(sentence)) return proxyProblem(proxy, 'credentials', { host })
  const [, word] = /^Socks[45] proxy rejected connection - \(?(\w+)\)?$/i.exec(sentence) ?? []
  return word === undefined ? proxyProblem(proxy, 'cut', { host }) : proxyProblem(proxy, 'refused', { host, reason: word })
}
