import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Piece, StreamPlan } from '../../../../src-main/streams/plan.ts'
import { Estimate } from '../../../../src-main/transfer/worker/stream/estimate.ts'
import { trackLanguage } from '../../../../src-main/transfer/worker/stream/languages.ts'
import { packedHead } from '../../../../src-main/transfer/worker/stream/packed-audio.ts'
import { nameInContainer, possibleNames, streamName } from '../../../../src-main/transfer/worker/stream/stream-name.ts'
import { isTs, tsContents } from '../../../../src-main/transfer/worker/stream/ts-tables.ts'
import { VirtualFile } from '../../../../src-main/transfer/worker/stream/virtual-file.ts'
import { transportStream } from '../../../support/streams/made-media.ts'

describe('the tables of a transport stream', () => {
  it('say whether it carries pictures and sound', async () => {
    const contents = async (wish: { hasVideo?: boolean; hasAudio?: boolean }) =>
      tsContents(Buffer.concat(await transportStream({ seconds: 1, ...wish }, 1)))
    expect(await contents({})).toEqual({ hasVideo: true, hasAudio: true })
    expect(await contents({ hasVideo: false })).toEqual({ hasVideo: false, hasAudio: true })
    expect(await contents({ hasAudio: false })).toEqual({ hasVideo: true, hasAudio: false })
  })

  it('are not looked for in what is none', () => {
    expect(tsContents(Buffer.alloc(1_000))).toBeNull()
    expect(isTs(Buffer.from('G but a text that is longer than a packet'.repeat(10)))).toBe(false)
  })

  it('end where they are cut, however long they claim to be', () => {
    const packet = Buffer.alloc(188, 0xff)
    packet.set([0x47, 0x40, 0x00, 0x10, 0x00, 0x00, 0xbf, 0xff])
    expect(tsContents(Buffer.concat([packet, packet]))).toBeNull()
  })
})

describe('packed audio', () => {
  it('says in a tag at which time a part begins', () => {
    const owner = Buffer.from('com.apple.streaming.transportStreamTimestamp\0', 'latin1')
    const clock = Buffer.from('00000000000dbba0', 'hex')
    const body = Buffer.concat([Buffer.from('PRIV'), Buffer.from([0, 0, 0, 53, 0, 0]), owner, clock])
    const head = Buffer.concat([Buffer.from('ID3'), Buffer.from([4, 0, 0, 0, 0, 0, body.length]), body])
    expect(packedHead(Buffer.concat([head, Buffer.from([0xff, 0xf1])]))).toEqual({ bytes: head.length, seconds: 10 })
    expect(packedHead(Buffer.from([0xff, 0xf1, 0, 0]))).toBeNull()
  })
})

it('reads stretches of a file as one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'staffel-virtual-'))
  writeFileSync(join(folder, 'log'), 'abcdefghijklmnop')
  const descriptor = openSync(join(folder, 'log'), 'r')
  try {
    const file = new VirtualFile(descriptor, [
      { start: 1, length: 3 },
      { start: 9, length: 0 },
      { start: 8, length: 4 },
      { start: 15, length: 1 },
    ])
    expect(file.size).toBe(8)
    const text = (start: number, end: number) => Buffer.from(file.read(start, end)).toString()
    expect([text(0, 8), text(2, 5), text(7, 8), text(3, 3), text(6, 99)]).toEqual(['bcdijklp', 'dij', 'p', '', 'lp'])
  } finally {
    closeSync(descriptor)
    rmSync(folder, { recursive: true })
  }
})

it.each([
  ['master.m3u8', 'master.mp4'],
  ['film.MPD', 'film.mp4'],
  ['Film (1).mp4', 'Film (1).mp4'],
  ['Folge 1.2', 'Folge 1.2.mp4'],
  ['film.ts', 'film.ts'],
])('names what comes of %s %s', (name, wanted) => {
  expect(streamName(name)).toBe(wanted)
})

it('ends a name as its container wants it', () => {
  expect(nameInContainer('film.mp4', 'ts')).toBe('film.ts')
  expect(nameInContainer('film.ts', 'mp4')).toBe('film.mp4')
  expect(nameInContainer('film.m4v', 'mp4')).toBe('film.m4v')
  expect(nameInContainer('film.de.vtt', 'vtt')).toBe('film.de.vtt')
  expect(nameInContainer('film.mp4', 'vtt')).toBe('film.vtt')
  expect(possibleNames('film.mp4')).toEqual(['film.mp4', 'film.ts', 'film.vtt'])
})

it('knows the three letters of a language', () => {
  expect([trackLanguage('de-CH'), trackLanguage('eng'), trackLanguage('x'), trackLanguage(null)]).toEqual([
    'deu',
    'eng',
    undefined,
    undefined,
  ])
})

describe('how large it will be', () => {
  const piece = (facts: Partial<Piece> = {}): Piece => ({
    url: 'https://a.example/a',
    range: null,
    key: null,
    isInit: false,
    seconds: 2,
    ...facts,
  })
  const plan = (bitsPerSecond: number | null, pieces: readonly Piece[]): StreamPlan => ({
    renditions: [
      { kind: 'video', language: null, name: null, bitsPerSecond, runs: [{ epoch: 0, startsAt: 0, clockAtStart: null, pieces }] },
    ],
  })

  it('is what the ranges of its parts say', () => {
    expect(
      new Estimate(plan(8, [piece({ range: { start: 0, length: 7 } }), piece({ range: { start: 9, length: 5 } })])).bytes,
    ).toBe(12)
  })

  it('is told by its bit rate until enough of it is here', () => {
    const found = plan(
      800,
      Array.from({ length: 100 }, () => piece()),
    )
    const estimate = new Estimate(found)
    expect(estimate.bytes).toBe(20_000)
    estimate.add({ rendition: 0, index: 0, piece: piece() }, 50)
    expect(estimate.bytes).toBe(20_000)
    for (let index = 1; index < 5; index++) estimate.add({ rendition: 0, index, piece: piece() }, 50)
    expect(estimate.bytes).toBe(5_000)
  })

  it('is not known where nothing says it', () => {
    expect(new Estimate(plan(null, [piece()])).bytes).toBeNull()
  })
})
