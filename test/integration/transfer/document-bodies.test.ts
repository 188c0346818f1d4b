import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { answer, fetch, page, servePage, textOf } from '../../support/asked-documents.ts'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { plainSettings } from '../../support/transfer-bench.ts'

setUpBench()

const within = { timeout: 5_000, interval: 10 }

describe('a coded body', () => {
  test.each([
    ['gzip', gzipSync(page)],
    ['x-gzip', gzipSync(page)],
    ['br', brotliCompressSync(page)],
    ['zstd', zstdCompressSync(page)],
    ['deflate', deflateSync(page)],
    ['gzip, br', brotliCompressSync(gzipSync(page))],
  ])('in %s is decoded', async (coding, content) => {
    servePage('/page', { content, size: content.length, headers: { 'content-encoding': coding } })
    expect(textOf(await answer(server.url('/page'), { wants: 'readable' }))).toBe(page.toString())
  })

  test('that decodes to very much is cut where it was to be', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000))
    server.serve('/bomb', {
      size: bomb.length,
      content: bomb,
      contentType: 'text/html',
      headers: { 'content-encoding': 'gzip' },
      bytesPerSecond: 60_000,
    })
    const got = await answer(server.url('/bomb'), { mostBytes: 1_000_000 })
    expect(got).toMatchObject({ isCut: true })
    expect(got.body?.length).toBe(1_000_000)
    await expect.poll(() => server.openAnswers(), within).toBe(0)
    expect(server.bytesSent('/bomb')).toBeLessThan(bomb.length)
  })

  test('that decodes to nothing does not go on without end', async () => {
    const nothing = Buffer.concat(Array.from({ length: 20_000 }, () => gzipSync('')))
    server.serve('/nothing', { size: nothing.length, content: nothing, headers: { 'content-encoding': 'gzip' } })
    expect(await answer(server.url('/nothing'), { mostBytes: 10_000 })).toMatchObject({ isCut: true })
  })

  test('that is broken, in a coding nobody knows, or in one upon the other without end, is a failure', async () => {
    const broken = gzipSync(page).fill(7, 40, 60)
    server.serve('/broken', { size: broken.length, content: broken, headers: { 'content-encoding': 'gzip' } })
    const often = Array.from({ length: 1_000 }, () => 'gzip').join(', ')
    server.serve('/often', { size: 9, headers: { 'content-encoding': often } })
    server.serve('/strange', { size: 9, headers: { 'content-encoding': 'rot13' } })
    expect(await fetch(server.url('/broken'))).toMatchObject({ kind: 'failed', failure: { code: 'NETWORK' } })
    expect(await fetch(server.url('/strange'))).toMatchObject({ kind: 'failed', failure: { params: { coding: 'rot13' } } })
    expect(await fetch(server.url('/often'))).toMatchObject({
      kind: 'failed',
      failure: { params: { coding: often.slice(0, 200) } },
    })
  })

  test("is not asked for where only its head is wanted, whose length is the file's", async () => {
    servePage()
    const got = await answer(server.url('/page'), { wants: 'head' })
    expect(got).toMatchObject({ status: 200, body: null, headers: { 'content-length': `${page.length}` } })
    expect(server.requests.map(({ method, headers }) => [method, headers['accept-encoding']])).toEqual([['HEAD', 'identity']])
  })
})

describe('a head', () => {
  test.each([405, 501])('that a server refuses with %i is read off the document itself, and no more of it', async (status) => {
    server.serve('/file', {
      size: 50_000_000,
      bytesPerSecond: 5_000_000,
      faults: ({ method }) => (method === 'HEAD' ? { status } : undefined),
    })
    expect(await answer(server.url('/file'), { wants: 'head' })).toMatchObject({
      status: 200,
      body: null,
      headers: { 'content-length': '50000000' },
    })
    await expect.poll(() => server.openAnswers(), within).toBe(0)
    expect(server.bytesSent('/file')).toBeLessThan(10_000_000)
  })
})

describe('where only what can be read is wanted', () => {
  test.each([
    ['video/mp4', null],
    ['application/octet-stream', null],
    [null, null],
  ])('a large file of type %s is left alone', async (contentType, body) => {
    server.serve('/film', { size: 50_000_000, contentType, bytesPerSecond: 5_000_000 })
    expect(await answer(server.url('/film'), { wants: 'readable', mostBytes: 40_000_000 })).toMatchObject({
      status: 200,
      body,
      headers: { 'content-length': '50000000' },
    })
    await expect.poll(() => server.openAnswers(), within).toBe(0)
    expect(server.bytesSent('/film')).toBeLessThan(10_000_000)
  })

  test('text under a type that says nothing is read', async () => {
    const list = Buffer.from('#EXTM3U\nhttp://127.0.0.1/one.mp3\n')
    server.serve('/list', { size: list.length, content: list, contentType: 'application/octet-stream' })
    expect(textOf(await answer(server.url('/list'), { wants: 'readable' }))).toBe(list.toString())
  })

  test('what is wanted whole comes whatever it is', async () => {
    server.serve('/key', { size: 16, contentType: 'application/octet-stream' })
    expect((await answer(server.url('/key'))).body).toEqual(new Uint8Array(server.content('/key')))
  })
})

describe('a server that does not come to an end', () => {
  test('is cut off where enough has come', async () => {
    server.serve('/endless', { size: 1_000_000_000, contentType: 'text/html', chunked: true, bytesPerSecond: 20_000_000 })
    const got = await answer(server.url('/endless'), { mostBytes: 300_000 })
    expect(got.isCut).toBe(true)
    expect(got.body).toEqual(new Uint8Array(server.content('/endless', 0, 300_000)))
    await expect.poll(() => server.openAnswers(), within).toBe(0)
  })

  test('is not waited for where it is silent for too long, before its head or in its body', async () => {
    bench.pool.configure({ ...plainSettings, stallTimeoutMs: 500 })
    servePage('/mute', { faults: [{ never: true }] })
    servePage('/stuck', { faults: [{ stallAfter: 100 }] })
    const failed = { kind: 'failed', failure: { code: 'TIMEOUT_STALLED' }, transient: true }
    expect(await Promise.all([fetch(server.url('/mute')), fetch(server.url('/stuck'))])).toMatchObject([failed, failed])
    await expect.poll(() => server.openAnswers(), within).toBe(0)
  })

  test('is not waited for beyond all measure however often it says a little', async () => {
    servePage('/drip', { bytesPerSecond: 100 })
    expect(await fetch(server.url('/drip'), { mostMs: 600 })).toMatchObject({
      kind: 'failed',
      failure: { code: 'TIMEOUT_STALLED', params: { seconds: 0.6 } },
    })
  })

  test('but breaks off is a failure that may pass', async () => {
    servePage('/cut', { faults: [{ cutAfter: 100 }] })
    expect(await fetch(server.url('/cut'))).toMatchObject({ kind: 'failed', failure: { code: 'NETWORK' }, transient: true })
  })
})
