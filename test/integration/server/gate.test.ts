import { expect, test } from 'vitest'
import { head, sendRaw, upgradeHead } from '../../support/server/raw-http.ts'
import { startTestServer, token } from '../../support/server/running-server.ts'

const errorShape = (code: string) => ({ code, message: expect.stringMatching(/\.$/), params: expect.any(Object) })

test('the health of the server is told without a token, but not to a stranger’s name', async () => {
  await using server = await startTestServer()
  const healthy = await fetch(`${server.url}/healthz`)
  expect(healthy.status).toBe(200)
  expect(await healthy.json()).toEqual({ status: 'ok' })
  const rebound = await sendRaw(server.port, head('GET /healthz', { Host: `evil.example:${server.port}` }))
  expect(rebound.status).toBe(403)
})

test.each([
  '/',
  '/assets/index-Bx3k9f2a.js',
  '/api/v1/jobs',
  '/api/openapi.json',
  '/api/queue-status',
  '/api/v1/events',
  '/nothing',
])('%s wants the token', async (path) => {
  await using server = await startTestServer()
  const answer = await fetch(`${server.url}${path}`)
  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
  expect(await answer.json()).toEqual(errorShape('UNAUTHORIZED'))
})

test.each(['Bearer wrong', 'Bearer', 'Basic YTpi', `Bearer ${token}x`, `Token ${token}`, ''])(
  'the authorization “%s” is no proof',
  async (authorization) => {
    await using server = await startTestServer()
    const answer = await fetch(`${server.url}/api/v1/stats`, { headers: { authorization } })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toEqual(errorShape('UNAUTHORIZED'))
  },
)

test('the address with the token signs a browser in and hides the token at once', async () => {
  await using server = await startTestServer()
  const welcome = await fetch(`${server.url}/?token=${token}`, { redirect: 'manual' })
  expect(welcome.status).toBe(303)
  expect(welcome.headers.get('location')).toBe('/')
  expect(welcome.headers.get('referrer-policy')).toBe('no-referrer')
  const setCookie = welcome.headers.get('set-cookie') ?? ''
  const [pair = '', ...attributes] = setCookie.split('; ')
  expect(pair).toMatch(new RegExp(`^staffel_${server.port}=`))
  expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']))
  expect(setCookie).not.toContain(token)

  const window = await fetch(`${server.url}/`, { headers: { cookie: `other=1; ${pair}` } })
  expect(window.status).toBe(200)
  expect(await window.text()).toContain('the window')
  expect((await fetch(`${server.url}/api/v1/stats`, { headers: { cookie: pair } })).status).toBe(200)
  expect((await fetch(`${server.url}/api/v1/stats`, { headers: { cookie: `${pair}x` } })).status).toBe(401)
  expect(server.log.join('\n')).not.toContain(token)
})

test('the token in the address opens nothing but the window', async () => {
  await using server = await startTestServer()
  expect((await fetch(`${server.url}/api/v1/stats?token=${token}`)).status).toBe(401)
  expect((await fetch(`${server.url}/?token=wrong`, { redirect: 'manual' })).status).toBe(401)
  expect((await fetch(`${server.url}/?token=${token}&token=${token}`, { redirect: 'manual' })).status).toBe(401)
})

test.each([
  ['de-CH,de;q=0.9,en;q=0.8', 'de', 'Dieser Browser ist noch nicht bei Staffel angemeldet.'],
  ['fr,en;q=0.5', 'en', 'This browser is not signed in to Staffel yet.'],
])('a browser with the languages %s that has no token is told in %s where to find it', async (languages, language, sentence) => {
  await using server = await startTestServer()
  const answer = await fetch(`${server.url}/`, { headers: { accept: 'text/html,*/*;q=0.8', 'accept-language': languages } })
  expect(answer.status).toBe(401)
  expect(answer.headers.get('content-language')).toBe(language)
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
  expect(await answer.text()).toContain(sentence)
})

test('wrong tokens wait longer and longer, while the right one passes at once', async () => {
  await using server = await startTestServer()
  const guess = () => fetch(`${server.url}/api/v1/stats`, { headers: { authorization: 'Bearer guess' } })
  for (let count = 0; count < 3; count += 1) await guess()
  const order: string[] = []
  const wrong = guess().then(() => order.push('wrong'))
  const right = server.request('GET', '/api/v1/stats').then(() => order.push('right'))
  await Promise.all([wrong, right])
  expect(order).toEqual(['right', 'wrong'])
})

test.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('on loopback the host %s is this server', async (name) => {
  await using server = await startTestServer()
  const answer = await sendRaw(server.port, head('GET /healthz', { Host: `${name}:${server.port}` }))
  expect(answer.status).toBe(200)
})

test.each([
  (port: number) => `evil.example:${port}`,
  (port: number) => `localhost.evil.example:${port}`,
  (port: number) => `127.0.0.1:${port + 1}`,
  () => '127.0.0.1',
  (port: number) => `127.0.0.2:${port}`,
  (port: number) => `user@127.0.0.1:${port}`,
  (port: number) => `0x7f000001:${port}`,
  () => '',
])('a foreign host (case %#) is refused, whatever token comes with it', async (hostOf) => {
  await using server = await startTestServer()
  const answer = await sendRaw(
    server.port,
    head('GET /api/v1/stats', { Host: hostOf(server.port), Authorization: server.authorization }),
  )
  expect(answer.status).toBe(403)
  expect(JSON.parse(answer.body)).toEqual(errorShape('FORBIDDEN'))
})

test('two hosts, or none, are refused', async () => {
  await using server = await startTestServer()
  const two = await sendRaw(
    server.port,
    `GET /healthz HTTP/1.1\r\nHost: ${server.host}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
  )
  expect(two.status).toBe(403)
  const none = await sendRaw(server.port, 'GET /healthz HTTP/1.0\r\n\r\n')
  expect(none.status).toBe(403)
})

test('names given as allowed are known, with any port or with the one given', async () => {
  await using server = await startTestServer({ allowedHosts: ['staffel.example', 'other.example:8443'] })
  const statusFor = async (host: string) => (await sendRaw(server.port, head('GET /healthz', { Host: host }))).status
  expect(await statusFor('staffel.example')).toBe(200)
  expect(await statusFor('Staffel.Example:443')).toBe(200)
  expect(await statusFor('other.example:8443')).toBe(200)
  expect(await statusFor('other.example')).toBe(403)
  expect(await statusFor('sub.staffel.example')).toBe(403)
})

test.each(['null', 'http://evil.example', 'https://127.0.0.1', 'http://127.0.0.1:1', 'file://', 'http://localhost.evil.example'])(
  'the origin %s is refused for every method and body type, even with the token',
  async (origin) => {
    await using server = await startTestServer()
    const headers = { Host: server.host, Origin: origin, Authorization: server.authorization }
    const read = await sendRaw(server.port, head('GET /api/v1/stats', headers))
    expect(read.status).toBe(403)
    expect(JSON.parse(read.body)).toEqual({ ...errorShape('FORBIDDEN'), params: { origin } })
    const written = await sendRaw(server.port, [
      head('POST /api/v1/jobs', { ...headers, 'Content-Type': 'text/plain', 'Content-Length': '2' }),
      '{}',
    ])
    expect(written.status).toBe(403)
    expect(written.headers['access-control-allow-origin']).toBeUndefined()
  },
)

test('the server’s own origin passes, and no header ever opens it to another', async () => {
  await using server = await startTestServer()
  for (const origin of [server.url, `http://localhost:${server.port}`]) {
    const answer = await fetch(`${server.url}/api/v1/stats`, { headers: { authorization: server.authorization, origin } })
    expect(answer.status).toBe(200)
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  }
  const preflight = await fetch(`${server.url}/api/v1/jobs`, {
    method: 'OPTIONS',
    headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
  })
  expect(preflight.status).toBe(403)
})

test('a page of another port cannot embed answers, but a link to the window works', async () => {
  await using server = await startTestServer()
  const ask = (path: string, mode: string) =>
    sendRaw(
      server.port,
      head(`GET ${path}`, {
        Host: server.host,
        Authorization: server.authorization,
        'Sec-Fetch-Site': 'same-site',
        'Sec-Fetch-Mode': mode,
      }),
    )
  expect((await ask('/api/v1/stats', 'no-cors')).status).toBe(403)
  expect((await ask('/', 'navigate')).status).toBe(200)
})

test.each([
  ['a foreign host', { Host: 'evil.example' }, 403],
  ['a foreign origin', { Origin: 'http://evil.example' }, 403],
  ['the origin null', { Origin: 'null' }, 403],
  ['no token', { Authorization: '' }, 401],
  ['a wrong token', { Authorization: 'Bearer wrong' }, 401],
])('the WebSocket’s upgrade with %s is refused before it is accepted', async (_case, changed, status) => {
  await using server = await startTestServer()
  const headers = { Host: server.host, Origin: server.url, Authorization: server.authorization }
  const answer = await sendRaw(server.port, upgradeHead('/api/v1/ws', { ...headers, ...changed }))
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.body)).toEqual(errorShape(status === 401 ? 'UNAUTHORIZED' : 'FORBIDDEN'))
  const accepted = await sendRaw(server.port, upgradeHead('/api/v1/ws', headers), { untilHead: true })
  expect(accepted.status).toBe(101)
})

test('an upgrade anywhere else is NOT_FOUND, and another protocol’s offer is ignored', async () => {
  await using server = await startTestServer()
  const headers = { Host: server.host, Authorization: server.authorization }
  for (const path of ['/', '/api/v1/stats', '/nothing']) {
    expect((await sendRaw(server.port, upgradeHead(path, headers))).status).toBe(404)
  }
  const offered = await sendRaw(
    server.port,
    `GET /api/v1/stats HTTP/1.1\r\nHost: ${server.host}\r\nAuthorization: ${server.authorization}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n`,
    { untilHead: true },
  )
  expect(offered.status).toBe(200)
})
