import { statfs } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { persist } from '../../support/persist.ts'

setUpBench({ stallTimeoutMs: 1_000 })

const whole = { ranges: false, etag: null } as const
const answered = (head: string, body: string) => () => ({
  raw: `HTTP/1.1 200 OK\r\n${head}\r\n\r\n${body}`,
  rawEnd: 'close' as const,
})

describe('a length that is not true', () => {
  test('because more comes than was announced: what follows is no file data', async () => {
    server.serve('/more', { size: 5, ...whole, faults: answered('Content-Length: 5', 'helloHTTP/1.1 200 OK\r\n\r\nmore') })
    expect((await bench.fetch(server.url('/more'))).outcome).toMatchObject({ kind: 'completed', bytesTotal: 5 })
    expect((await bench.read('more')).toString()).toBe('hello')
  })

  test('because less comes than was announced leaves no finished file', async () => {
    server.serve('/less', { size: 5, ...whole, faults: answered('Content-Length: 50', 'hello') })
    const { outcome } = await bench.fetch(server.url('/less'))
    expect(outcome).toMatchObject({ kind: 'failed', transient: true, failure: { code: 'NETWORK' } })
    expect(await bench.files()).not.toContain('less')
  })

  test('once costs one attempt, and the file is exact', async () => {
    server.serve('/once', { size: 400_000, ...whole, faults: [{ contentLength: '500000', cutAfter: 400_000, cut: 'close' }] })
    expect((await persist('/once', { attempts: 2 })).attempts).toBe(2)
  })

  test('once is not believed for ever where the server else tells none', async () => {
    server.serve('/file', { size: 1, chunked: true, ranges: false, faults: [{ contentLength: '8' }] })
    expect((await persist('/file', { attempts: 3 })).attempts).toBe(2)
  })

  test('or told twice and alike counts once, or is refused', async () => {
    server.serve('/twice', { size: 5, ...whole, faults: answered('Content-Length: 5\r\nContent-Length: 5', 'hello') })
    const { outcome } = await bench.fetch(server.url('/twice'))
    if (outcome.kind === 'completed') expect((await bench.read('twice')).toString()).toBe('hello')
    else expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'NETWORK' } })
  })
})

describe('chunks', () => {
  test.each([
    ['of a negative size', '-5\r\nhello\r\n0\r\n\r\n'],
    ['that are longer than they say', '3\r\nhello\r\n0\r\n\r\n'],
    ['that are cut off in the size', '5\r\nhello\r\n1'],
  ])('%s leave no finished file', async (_, body) => {
    server.serve('/file', { size: 5, ...whole, faults: answered('Transfer-Encoding: chunked', body) })
    expect((await bench.fetch(server.url('/file'))).outcome).toMatchObject({ kind: 'failed', failure: { code: 'NETWORK' } })
    expect(await bench.files()).not.toContain('file')
  })

  test('that carry nothing are an empty file', async () => {
    server.serve('/empty', { size: 0, ...whole, chunked: true })
    expect(await persist('/empty', { attempts: 1 })).toEqual({ attempts: 1, hasRestarted: false })
  })

  test('that break off once are fetched again, and the file is exact', async () => {
    server.serve('/file', {
      size: 700_000,
      ...whole,
      chunked: true,
      faults: [{ cutAfter: 300_000 }, { cutAfter: 600_000, cut: 'close' }],
    })
    expect((await persist('/file', { attempts: 3 })).attempts).toBe(3)
  })
})

describe('a body that unpacks to more than the disk has room for', () => {
  test('is stopped by the room that is to stay free, and says so', async () => {
    const member = gzipSync(Buffer.alloc(16_777_216))
    const bomb = Buffer.concat(Array.from({ length: 128 }, () => member))
    const { bavail, bsize } = await statfs(bench.directory)
    await bench.renew({ minFreeBytes: bavail * bsize - 150_000_000 })
    server.serve('/bomb', { size: 1, faults: () => ({ status: 200, body: bomb, headers: { 'content-encoding': 'gzip' } }) })
    const { outcome } = await bench.fetch(server.url('/bomb'))
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'DISK_FULL' } })
    expect(await bench.files()).not.toContain('bomb')
  })
})
