import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Contract, StaffelEvent } from '../../../src-preload/contract/index.ts'
import { startTestServer } from '../../support/server/running-server.ts'

/** Waits for what happens soon, however busy the machine is. */
const eventually = (claim: () => void) => vi.waitFor(claim, { timeout: 15_000 })

type TestServer = Awaited<ReturnType<typeof startTestServer>>

const pausedNotice = (id: number): StaffelEvent => ({ type: 'removed', jobIds: [String(id)], episodeIds: [] })

async function openSocket(server: TestServer): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${server.host}/api/v1/ws`, { headers: { authorization: server.authorization } })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

function clientOf(socket: WebSocket): ContractRouterClient<Contract> {
  return createORPCClient(new RPCLink({ websocket: asBrowserSocket(socket) }))
}

/** The part of a browser's WebSocket that oRPC's client uses, over an open one of `ws`, which can send headers. */
function asBrowserSocket(socket: WebSocket) {
  const target = new EventTarget()
  socket.on('message', (data) => target.dispatchEvent(new MessageEvent('message', { data: String(data) })))
  socket.on('close', () => target.dispatchEvent(new Event('close')))
  return Object.assign(target, { readyState: WebSocket.OPEN, send: (data: string) => socket.send(data) })
}

const closing = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)))

test('the event stream opens at once, speaks plain messages, and is given back when the client goes away', async () => {
  await using server = await startTestServer()
  const going = new AbortController()
  // Resolves with the head, although nothing has happened yet.
  const answer = await fetch(`${server.url}/api/v1/events`, {
    headers: { authorization: server.authorization },
    signal: going.signal,
  })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  await eventually(() => expect(server.core.listeners.size).toBe(1))

  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  server.core.emit(pausedNotice(1))
  server.core.emit(pausedNotice(2))
  while (!text.includes('"2"')) text += (await reader?.read())?.value ?? ''
  const messages = text.split('\n\n').filter((message) => message.includes('data:'))
  expect(messages.map((message) => message.split('\n').filter((line) => line.startsWith('event:')))).toEqual([
    ['event: message'],
    ['event: message'],
  ])
  const data = messages.map((message) => JSON.parse(/^data: (.*)$/m.exec(message)?.[1] ?? ''))
  expect(data).toEqual([pausedNotice(1), pausedNotice(2)])

  going.abort()
  await eventually(() => expect(server.core.listeners.size).toBe(0))
})

test('a quiet event stream is kept awake by comments', async () => {
  await using server = await startTestServer({ limits: { eventKeepAliveMs: 50 } })
  const answer = await fetch(`${server.url}/api/v1/events`, { headers: { authorization: server.authorization } })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while ((text.match(/^: *$/gm) ?? []).length < 3) text += (await reader?.read())?.value ?? ''
  expect(text).not.toContain('data:')
  await reader?.cancel()
})

test('the whole contract is spoken over the WebSocket, with the same errors', async () => {
  await using server = await startTestServer()
  const socket = await openSocket(server)
  const client = clientOf(socket)
  const job = await client.jobs.add({ urls: ['http://127.0.0.1/a'], title: 'Series' })
  expect(await client.jobs.get({ jobId: job.id })).toEqual(job)
  await expect(client.jobs.get({ jobId: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND', data: { jobId: 'nothing' } })
  await expect(client.settings.update({ maxSlots: 600 })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    defined: true,
    data: { issues: [{ path: 'maxSlots', value: 600, reason: 'maximum', minimum: 0, maximum: 512 }] },
  })
  const failure = client.jobs.pause({ jobId: job.id })
  await expect(failure).rejects.toMatchObject({ code: 'INTERNAL', status: 500 })
  await expect(failure).rejects.not.toThrow(/secret detail/)
  socket.close()
})

test('events come over the WebSocket until the socket closes, then the stream is given back', async () => {
  await using server = await startTestServer()
  const socket = await openSocket(server)
  const events = await clientOf(socket).events()
  await eventually(() => expect(server.core.listeners.size).toBe(1))
  server.core.emit(pausedNotice(1))
  expect(await events.next()).toEqual({ done: false, value: pausedNotice(1) })
  socket.terminate()
  await eventually(() => expect(server.core.listeners.size).toBe(0))
})

test('a window that does not read holds up its own stream, and memory stays where it is', async () => {
  await using server = await startTestServer()
  const socket = await openSocket(server)
  await clientOf(socket).events()
  await eventually(() => expect(server.core.listeners.size).toBe(1))
  socket.pause()
  const large: StaffelEvent = {
    type: 'removed',
    jobIds: ['x'.repeat(60)],
    episodeIds: Array.from({ length: 20_000 }, () => 'y'.repeat(60)),
  }
  for (let count = 0; count < 100; count += 1) server.core.emit(large)
  await eventually(() => expect(server.core.pending()).toBeGreaterThan(50))
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(server.core.pending()).toBeGreaterThan(50)
  socket.resume()
  await eventually(() => expect(server.core.pending()).toBe(0))
  socket.terminate()
})

test.each(['no json', '{', 'null', '[]', '{"i":1}', '{"i":"1","p":{"u":5}}', Buffer.from([0, 255, 1, 2])])(
  'the message %j, which is not of the protocol, ends its connection and nothing else',
  async (message) => {
    await using server = await startTestServer()
    const bystander = await openSocket(server)
    const socket = await openSocket(server)
    const closed = closing(socket)
    socket.send(message)
    expect(await closed).toBe(1008)
    expect(await clientOf(bystander).queue.status()).toMatchObject({ success: true })
    bystander.close()
  },
)

test('a message over the limit ends the connection with 1009', async () => {
  await using server = await startTestServer({ limits: { bodyBytes: 10_000 } })
  const socket = await openSocket(server)
  const closed = closing(socket)
  socket.send('x'.repeat(10_001))
  expect(await closed).toBe(1009)
})

test('ten thousand frames at once are all answered', async () => {
  await using server = await startTestServer()
  const socket = await openSocket(server)
  let answers = 0
  socket.on('message', () => {
    answers += 1
  })
  for (let id = 0; id < 10_000; id += 1) socket.send(JSON.stringify({ i: String(id), p: { u: '/queue/status' } }))
  await eventually(() => expect(answers).toBe(10_000))
  socket.close()
})

test('a client that no longer answers pings is dropped', async () => {
  await using server = await startTestServer({ limits: { heartbeatMs: 100 } })
  const alive = await openSocket(server)
  const asleep = new WebSocket(`ws://${server.host}/api/v1/ws`, {
    headers: { authorization: server.authorization },
    autoPong: false,
  })
  expect(await closing(asleep)).toBe(1006)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(alive.readyState).toBe(WebSocket.OPEN)
  alive.close()
})

test('closing ends idle connections, event streams and WebSockets within two seconds', async () => {
  const server = await startTestServer()
  await server.request('GET', '/healthz')
  const events = await fetch(`${server.url}/api/v1/events`, { headers: { authorization: server.authorization } })
  const reading = events.text().catch(() => 'cut off')
  const polite = await openSocket(server)
  const politeClosed = closing(polite)
  const deaf = await openSocket(server)
  deaf.pause()
  const deafClosed = closing(deaf)
  await eventually(() => expect(server.core.listeners.size).toBe(1))

  const start = performance.now()
  await server[Symbol.asyncDispose]()
  expect(performance.now() - start).toBeLessThan(2_000)
  expect(await politeClosed).toBe(1001)
  deaf.resume()
  await deafClosed
  await reading
  await eventually(() => expect(server.core.listeners.size).toBe(0))
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
})
