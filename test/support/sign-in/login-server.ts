import { X509Certificate } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { parseCookie } from 'cookie'
import type { Certificate } from '../faulty-server/certificate.ts'

/** What a server was asked for. */
interface Seen {
  readonly line: string
  readonly cookie: string
  readonly userAgent: string
}

interface LoginServerOptions {
  readonly tls?: Certificate
  /** By which name it is called; a `.invalid` one is known to the proxies of the tests alone. */
  readonly host?: string
}

const form = (next: string) => `<!doctype html><title>Somebody else</title>
<form method="post" action="/login?next=${encodeURIComponent(next)}"><input name="user" aria-label="User"><button>Sign in</button></form>
<a href="app://staffel/index.html">To the program</a>
<a href="/archive.zip">To a download</a>
<button type="button" onclick="window.open('/provider', 'provider', 'width=200,frame=no,kiosk=yes')">With a provider</button>
<button type="button" onclick="for (let n = 0; n < 9; n++) window.open('/provider?' + n, 'w' + n)">With nine</button>
<p id="asked"></p>`

const provider = `<!doctype html><title>https://trusted.example</title>
<button onclick="opener.postMessage('done', '*'); setTimeout(() => window.close(), 100)">Allow</button>`

/**
 * A real server to sign in at: `/` leads to `/login`, a form; whoever sends it gets the cookie `sid` and goes on to
 * `/home`. Files below `/files` are for those who have the cookie that is valid.
 */
export async function startLoginServer(sid: string, { tls, host = '127.0.0.1' }: LoginServerOptions = {}) {
  const seen: Seen[] = []
  let valid = sid
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://x')
    const { cookie = '', 'user-agent': userAgent = '' } = request.headers
    seen.push({ line: `${request.method} ${request.url}`, cookie, userAgent })
    const html = (text: string) => response.setHeader('content-type', 'text/html').end(text)
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /':
        return response.writeHead(302, { location: '/login' }).end()
      case 'GET /login':
        return html(form(url.searchParams.get('next') ?? '/home'))
      case 'POST /login':
        response.setHeader('set-cookie', [`sid=${valid}; Path=/; HttpOnly; SameSite=Lax`, 'stay=1; Path=/; Max-Age=86400'])
        return response.writeHead(303, { location: url.searchParams.get('next') ?? '/' }).end()
      case 'GET /provider':
        return html(provider)
      case 'GET /archive.zip':
        response.setHeader('content-disposition', 'attachment; filename=archive.zip')
        response.setHeader('content-type', 'application/zip').write('x'.repeat(1_000))
        // Long enough that there is something to end.
        setTimeout(() => response.end(), 2_000)
        return
      case 'GET /home':
        return html('<!doctype html><title>Home</title><h1>Signed in</h1>')
      default:
        if (!url.pathname.startsWith('/files/')) return response.writeHead(404).end()
        if (parseCookie(cookie).sid !== valid) return response.writeHead(401).end()
        return response.setHeader('content-type', 'application/octet-stream').end('x'.repeat(20_000))
    }
  }
  const server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `${tls === undefined ? 'http' : 'https'}://${host}:${(server.address() as AddressInfo).port}`
  return {
    origin,
    seen,
    /** Of its certificate; empty where it has none. */
    fingerprint256: tls === undefined ? '' : new X509Certificate(tls.cert).fingerprint256,
    /** Nobody is signed in any more; who signs in now gets this value. */
    signOut(next: string) {
      valid = next
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}
