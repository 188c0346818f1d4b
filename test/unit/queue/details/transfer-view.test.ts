import { expect, test } from 'vitest'
import { transferView } from '../../../../src-main/queue/details/transfer-view.ts'
import type { LogRecord, TransferLook } from '../../../../src-main/queue/ports.ts'

const nothing: TransferLook = { connections: [], places: [], exchanges: [] }
const record = {
  url: 'https://anna:secret@a.example/file',
  mirrors: ['https://b.example/file', 'https://c.example/file'],
  checksum: null,
  part: null,
  repair: null,
}
const dropped: LogRecord = { at: 2, code: 'mirrorDropped', params: { host: 'b.example', code: 'SIZE_MISMATCH' } }

test('each address is told with what is made of it, without user name and password', () => {
  const look = {
    ...nothing,
    places: [
      { url: record.url, connections: 3 },
      { url: 'https://c.example/file', connections: 0 },
      { url: 'https://told.example/file', connections: 1 },
    ],
  }
  const { mirrors } = transferView(record, look, [{ at: 1, code: 'started', params: {} }, dropped])
  expect(mirrors.map(({ host, from, state }) => [host, from, state])).toEqual([
    ['a.example', 'list', 'used'],
    ['b.example', 'list', 'dropped'],
    ['c.example', 'list', 'ready'],
    ['told.example', 'server', 'used'],
  ])
  expect(mirrors[1]?.failure).toMatchObject({ code: 'SIZE_MISMATCH' })
  expect(JSON.stringify(mirrors)).not.toMatch(/secret|anna/)
})

test('what an attempt has dropped counts no more in the next one', () => {
  const { mirrors } = transferView(record, nothing, [dropped, { at: 3, code: 'started', params: {} }])
  expect(mirrors.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready'])
})

test('connections are counted from one, and the last exchange comes first', () => {
  const exchange = { method: 'GET', url: 'https://a.example/file', request: {}, isProxied: false, response: {}, wire: null }
  const look: TransferLook = {
    connections: [{ number: 0, url: record.url, start: 0, position: 5, end: 9, speed: 1, isWaiting: false }],
    places: [],
    exchanges: [
      { ...exchange, at: 1, headMs: 3.4, status: 503, failure: null },
      { ...exchange, at: 2, headMs: null, status: null, failure: { code: 'DNS', message: '', params: {} } },
    ],
  }
  const view = transferView({ ...record, checksum: { algorithm: 'md5', expected: '' } }, look, [])
  expect(view.connections).toMatchObject([{ number: 1, host: 'a.example' }])
  expect(view.exchanges.map(({ status, headMs }) => [status, headMs])).toEqual([
    [null, null],
    [503, 3],
  ])
  expect(view.digestFrom).toBe('list')
})
