import { describe, expect, it } from 'vitest'
import type { Inspection } from '../../../src-preload/contract/index.ts'
import { withInspection } from '../../../src-renderer/state/inspections.ts'
import { pieceBytes, textPieces } from '../../../src-renderer/state/text-pieces.ts'
import { inspectionWith } from '../../support/items.ts'

async function read(bytes: Uint8Array<ArrayBuffer> | string) {
  const pieces: { readonly text: string; readonly bytesRead: number }[] = []
  for await (const piece of textPieces(new Blob([bytes]))) pieces.push(piece)
  return { text: pieces.map(({ text }) => text).join(''), pieces }
}

describe('the text of a file in pieces', () => {
  it('is the text again, also where a character lies on both sides of a cut', async () => {
    const text = `a${'ü'.repeat(pieceBytes)}€`
    const { text: again, pieces } = await read(text)
    expect(again).toBe(text)
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces.at(-1)?.bytesRead).toBe(new Blob([text]).size)
  })

  it.each([
    ['UTF-16 with its mark', new Uint8Array([0xff, 0xfe, 0xfc, 0x00, 0x61, 0x00]), 'üa'],
    ['UTF-16, the other way round', new Uint8Array([0xfe, 0xff, 0x00, 0xfc, 0x00, 0x61]), 'üa'],
    ['UTF-8 with a mark that is no text', new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xbc]), 'ü'],
    ['what Windows wrote in the West', new Uint8Array([0x66, 0xfc, 0x72, 0x80]), 'für€'],
    ['nothing', new Uint8Array(), ''],
  ])('understands %s', async (_, bytes, text) => {
    expect((await read(bytes)).text).toBe(text)
  })
})

describe('inspections that were told of', () => {
  const told = (id: string, state: Inspection['state'] = 'running') => inspectionWith({ id, state })

  it('are as many as the core keeps, the latest ones', () => {
    let all: ReadonlyMap<string, Inspection> = new Map()
    for (let at = 0; at < 40; at += 1) all = withInspection(all, told(`${at}`))
    all = withInspection(all, told('24', 'done'))
    expect([...all.keys()].slice(0, 2)).toEqual(['25', '26'])
    expect([...all.values()].at(-1)).toEqual(told('24', 'done'))
    expect(all.size).toBe(16)
  })

  it('go once they are cancelled', () => {
    expect(withInspection(withInspection(new Map(), told('one')), told('one', 'cancelled')).size).toBe(0)
  })
})
