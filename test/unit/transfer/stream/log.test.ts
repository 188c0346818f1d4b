import { describe, expect, it } from 'vitest'
import type { Piece, StreamPlan } from '../../../../src-main/streams/plan.ts'
import { encodeHead, type RecordHead, readLog } from '../../../../src-main/transfer/worker/stream/log-format.ts'
import { logPlanOf } from '../../../../src-main/transfer/worker/stream/log-plan.ts'

function piece(name: string, facts: Partial<Piece> = {}): Piece {
  return { url: `https://a.example/x/${name}`, range: null, key: null, isInit: false, seconds: 2, ...facts }
}

const plan: StreamPlan = {
  renditions: [
    {
      kind: 'video',
      language: null,
      name: null,
      bitsPerSecond: null,
      runs: [
        { epoch: 0, startsAt: 0, clockAtStart: null, pieces: [piece('i', { isInit: true, seconds: 0 }), piece('a'), piece('b')] },
        { epoch: 1, startsAt: 4, clockAtStart: null, pieces: [piece('c')] },
      ],
    },
  ],
}

function record(head: Partial<RecordHead>, bytes = Buffer.alloc(0)): Buffer {
  const whole = { kind: 'bytes', rendition: 0, piece: 0, ordinal: 0, ...head, length: bytes.length } as const
  return Buffer.concat([encodeHead(whole), bytes])
}

const first = record({ kind: 'plan' }, Buffer.from(JSON.stringify(logPlanOf(plan))))

function read(log: Buffer, limit = log.length) {
  return readLog(async (start, length) => log.subarray(start, start + length), limit)
}

describe('a log', () => {
  it('tells which pieces are whole, and where their bytes lie, in whatever order they came', async () => {
    const log = Buffer.concat([
      first,
      record({ piece: 1 }, Buffer.from('one')),
      record({ piece: 0 }, Buffer.from('init')),
      record({ piece: 1, ordinal: 1 }, Buffer.from('more')),
      record({ kind: 'end', piece: 1 }),
    ])
    const found = await read(log)
    const extents = found?.pieces[0] ?? []
    expect(extents.map((of) => of?.map(({ start, length }) => log.toString('latin1', start, start + length)) ?? null)).toEqual([
      null,
      ['one', 'more'],
      null,
      null,
    ])
    expect(found?.isComplete).toBe(false)
    expect(found?.end).toBe(log.length)
  })

  it('counts nothing behind a record that is torn', async () => {
    const whole = Buffer.concat([first, record({ piece: 0 }, Buffer.from('init')), record({ kind: 'end' })])
    const found = await read(Buffer.concat([whole, record({ piece: 1 }, Buffer.from('torn')).subarray(0, 18)]))
    expect(found?.end).toBe(whole.length)
    const claimed = await read(Buffer.concat([whole, record({ kind: 'complete' })]), whole.length + 3)
    expect([claimed?.end, claimed?.isComplete]).toEqual([whole.length, false])
  })

  it('lets a piece that was begun anew count from there', async () => {
    const log = Buffer.concat([
      first,
      record({ piece: 2 }, Buffer.from('half')),
      record({ piece: 2 }, Buffer.from('whole')),
      record({ kind: 'end', piece: 2 }),
      record({ kind: 'complete' }),
    ])
    const found = await read(log)
    expect(found?.pieces[0]?.[2]).toHaveLength(1)
    expect(found?.isComplete).toBe(true)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(64)],
    ['a plan that is none', record({ kind: 'plan' }, Buffer.from('{}'))],
    ['a plan that is no JSON', record({ kind: 'plan' }, Buffer.from('plan'))],
    ['a film', Buffer.from('0000001c66747970', 'hex')],
  ])('is not: %s', async (_, bytes) => {
    expect(await read(bytes)).toBeNull()
  })
})

describe('the fingerprint of a plan', () => {
  const fingerprint = (change: (old: Piece) => Piece) =>
    logPlanOf({
      renditions: plan.renditions.map((rendition) => ({
        ...rendition,
        runs: rendition.runs.map((run) => ({ ...run, pieces: run.pieces.map(change) })),
      })),
    }).fingerprint
  const usual = fingerprint((old) => old)

  it('stays where addresses are signed anew, and on another host', () => {
    expect(fingerprint((old) => ({ ...old, url: old.url.replace('a.example/x', 'b.example/y') }))).toBe(usual)
    expect(fingerprint((old) => ({ ...old, url: `${old.url}?token=2` }))).toBe(usual)
  })

  it('differs with names, lengths and ranges', () => {
    expect(fingerprint((old) => ({ ...old, url: `${old.url}2` }))).not.toBe(usual)
    expect(fingerprint((old) => ({ ...old, seconds: 3 }))).not.toBe(usual)
    expect(fingerprint((old) => ({ ...old, range: { start: 0, length: 9 } }))).not.toBe(usual)
  })
})

it('keeps with each run which piece has to be known before it', () => {
  expect(logPlanOf(plan).renditions[0]?.runs).toEqual([
    { epoch: 0, startsAt: 0, clockAtStart: null, init: 0, from: 0, to: 3 },
    { epoch: 1, startsAt: 4, clockAtStart: null, init: null, from: 3, to: 4 },
  ])
})
