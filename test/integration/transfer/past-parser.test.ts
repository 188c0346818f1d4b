import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Agent, type ClientRequest, createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readPastParser } from '../../../src-main/transfer/worker/past-parser.ts'

const large = randomBytes(3_000_000)
const small = randomBytes(1_000)
let server: Server
let agent: Agent
let connections: number

beforeEach(async () => {
  connections = 0
  server = createServer((request, response) => {
    if (request.url === '/chunked') response.write(large)
    else if (request.url === '/small') response.end(small)
    else if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': large.length }).write(large.subarray(0, 2_000_000))
      setTimeout(() => response.destroy(), 100)
    } else response.writeHead(200, { 'content-length': large.length }).end(request.method === 'HEAD' ? undefined : large)
    if (request.url === '/chunked') response.end()
  }).on('connection', () => {
    connections += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  agent = new Agent({ keepAlive: true, maxSockets: 1 })
})

afterEach(() => {
  agent.destroy()
  server.closeAllConnections()
  server.close()
})

async function ask(path: string, method = 'GET'): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo
  const request: ClientRequest = get({ host: '127.0.0.1', port, path, method, agent })
  request.once('response', readPastParser)
  const [message]: IncomingMessage[] = await once(request, 'response')
  if (message === undefined) throw new Error('there is no answer')
  return message
}

async function piecesOf(message: IncomingMessage): Promise<Buffer[]> {
  const pieces: Buffer[] = []
  message.on('data', (piece: Buffer) => pieces.push(piece))
  await once(message, 'end')
  return pieces
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describe('a body that is read past the parser', () => {
  test('is the same, one after the other over one connection, whatever stands between', async () => {
    for (const [path, content] of [
      ['/large', large],
      ['/small', small],
      ['/large', large],
      ['/chunked', large],
      ['/large', large],
    ] as const) {
      expect(digest(Buffer.concat(await piecesOf(await ask(path)))), path).toBe(digest(content))
    }
    expect(connections).toBe(1)
  })

  test('comes in the memory that it was read into, but for its first piece and its last', async () => {
    const message = await ask('/large')
    const read = new Set<ArrayBufferLike>()
    message.socket.prependListener('data', ({ buffer }: Buffer) => read.add(buffer))
    const pieces = await piecesOf(message)
    expect(pieces.length).toBeGreaterThan(10)
    expect(pieces.slice(1, -1).every(({ buffer }) => read.has(buffer))).toBe(true)
  })

  test('may be given back by whoever takes it', async () => {
    const message = await ask('/large')
    let bytes = 0
    message.on('data', (piece: Buffer<ArrayBuffer>) => {
      bytes += piece.length
      if (piece.length === piece.buffer.byteLength) piece.buffer.transfer(0)
    })
    await once(message, 'end')
    expect(bytes).toBe(large.length)
    expect(digest(Buffer.concat(await piecesOf(await ask('/large'))))).toBe(digest(large))
    expect(connections).toBe(1)
  })

  test('waits where it is not taken, and loses nothing', async () => {
    const message = await ask('/large')
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(message.readableLength).toBeLessThan(1_000_000)
    const pieces: Buffer[] = []
    message.on('data', (piece: Buffer) => {
      pieces.push(piece)
      message.pause()
      setImmediate(() => message.resume())
    })
    await once(message, 'end')
    expect(digest(Buffer.concat(pieces))).toBe(digest(large))
  })

  test('that breaks off is no whole one', async () => {
    const message = await ask('/cut')
    let bytes = 0
    message.on('data', (piece: Buffer) => {
      bytes += piece.length
    })
    await expect(once(message, 'end')).rejects.toThrow('aborted')
    expect(bytes).toBe(2_000_000)
    expect(digest(Buffer.concat(await piecesOf(await ask('/large'))))).toBe(digest(large))
  })

  test('is none where only the head was asked for', async () => {
    expect(await piecesOf(await ask('/large', 'HEAD'))).toEqual([])
    expect(digest(Buffer.concat(await piecesOf(await ask('/large'))))).toBe(digest(large))
    expect(connections).toBe(1)
  })
})

test('a parser that is not as expected is left alone', async () => {
  const message = await ask('/large')
  readPastParser(Object.assign(Object.create(message), { socket: { parser: {} } }))
  readPastParser(Object.assign(Object.create(message), { socket: {} }))
  expect(digest(Buffer.concat(await piecesOf(message)))).toBe(digest(large))
})
