import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { head, sendRaw } from '../../support/server/raw-http.ts'
import { startTestServer } from '../../support/server/running-server.ts'

test('the window is served with a strict policy and is never kept', async () => {
  await using server = await startTestServer()
  const answer = await server.request('GET', '/')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(answer.headers.get('content-security-policy')?.split('; ')).toEqual([
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ws://${server.host} wss://${server.host}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ])
})

test('a file with a hash in its name may be kept for good', async () => {
  await using server = await startTestServer()
  const answer = await server.request('GET', '/assets/index-Bx3k9f2a.js')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/javascript/)
  expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
})

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
  '//secret.txt',
  '/\\..\\secret.txt',
  '/%00',
  '/assets/index-Bx3k9f2a.js%00.html',
])('the path %s leads nowhere', async (path) => {
  await using server = await startTestServer()
  const answer = await sendRaw(server.port, head(`GET ${path}`, { Host: server.host, Authorization: server.authorization }))
  expect(answer.body).not.toContain('outside of the renderer')
  expect([answer.status, JSON.parse(answer.body).code]).toEqual([404, 'NOT_FOUND'])
})

test('a port that is taken is said in one sentence', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await expect(startTestServer({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is already in use.`)
  other.close()
})

test('bound to localhost it listens on one loopback address, and says which', async () => {
  await using server = await startTestServer({ host: 'localhost' })
  expect(server.addresses).toEqual([server.url.replace('http://', '')])
  const answer = await fetch(`${server.url}/healthz`)
  expect(answer.status).toBe(200)
  expect(server.log).toEqual([])
})
