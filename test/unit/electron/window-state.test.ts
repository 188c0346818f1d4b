import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  placeWindow,
  type Rectangle,
  readWindowState,
  saveWindowState,
  smallestWindow,
} from '../../../src-main/electron/window-state.ts'

const laptop: Rectangle = { x: 0, y: 25, width: 1_440, height: 875 }
const external: Rectangle = { x: 1_440, y: 0, width: 2_560, height: 1_440 }
const left = (bounds: Rectangle, isMaximized = false) => ({ bounds, isMaximized })

describe('placing a window', () => {
  test('the first one is put where the system likes, no larger than the display', () => {
    expect(placeWindow(null, [laptop])).toEqual({ position: null, width: 1_180, height: 760, isMaximized: false })
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1_024, height: 700 }])).toMatchObject({ width: 1_024, height: 700 })
  })

  test('one that was left on a display that is there opens exactly there', () => {
    const bounds = { x: 1_500, y: 100, width: 1_000, height: 700 }
    expect(placeWindow(left(bounds), [laptop, external])).toEqual({
      position: { x: 1_500, y: 100 },
      width: 1_000,
      height: 700,
      isMaximized: false,
    })
  })

  test('one whose display is gone opens in its first size on what is there, and stays maximised', () => {
    const bounds = { x: 1_500, y: 100, width: 1_000, height: 700 }
    expect(placeWindow(left(bounds, true), [laptop])).toEqual({ position: null, width: 1_180, height: 760, isMaximized: true })
  })

  test('one whose title bar lies above the display is brought back', () => {
    expect(placeWindow(left({ x: 10, y: -200, width: 900, height: 700 }), [laptop]).position).toBeNull()
  })

  test('one of which only a sliver shows is brought back', () => {
    expect(placeWindow(left({ x: 1_400, y: 100, width: 900, height: 700 }), [laptop]).position).toBeNull()
  })

  test('one that is larger than its display is made to fit', () => {
    expect(placeWindow(left({ x: 0, y: 25, width: 3_000, height: 2_000 }), [laptop])).toMatchObject({ width: 1_440, height: 875 })
  })

  test('wherever it was left, its title bar can be grabbed and it is never too small to use', () => {
    const coordinate = fc.integer({ min: -10_000, max: 10_000 })
    const bounds = fc.record({
      x: coordinate,
      y: coordinate,
      width: fc.integer({ min: 1, max: 9_000 }),
      height: fc.integer({ min: 1, max: 9_000 }),
    })
    fc.assert(
      fc.property(bounds, fc.boolean(), (saved, isMaximized) => {
        const { position, width, height } = placeWindow(left(saved, isMaximized), [laptop, external])
        expect(width).toBeGreaterThanOrEqual(smallestWindow.width)
        expect(height).toBeGreaterThanOrEqual(smallestWindow.height)
        if (position === null) return
        const isOn = (area: Rectangle) =>
          position.x + width > area.x &&
          position.x < area.x + area.width &&
          position.y >= area.y &&
          position.y < area.y + area.height
        expect([laptop, external].some(isOn)).toBe(true)
      }),
    )
  })
})

describe('keeping it', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staffel-window-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test('what is saved is read again, in a folder that is made, with nothing left beside it', async () => {
    const file = join(folder, 'window', 'window.json')
    const state = left({ x: -5, y: 30, width: 900, height: 640 }, true)
    saveWindowState(file, state)
    expect(readWindowState(file)).toEqual(state)
    expect(await readdir(join(folder, 'window'))).toEqual(['window.json'])
  })

  test.each([
    '',
    '{',
    '[]',
    '{"bounds":{"x":0,"y":0,"width":0,"height":10},"isMaximized":false}',
    '{"bounds":null,"isMaximized":1}',
  ])('a file that holds %j counts as none', async (content) => {
    const file = join(folder, 'window.json')
    await writeFile(file, content)
    expect(readWindowState(file)).toBeNull()
  })

  test('a file that is not there counts as none, and a place that cannot be written is no error', async () => {
    expect(readWindowState(join(folder, 'nothing.json'))).toBeNull()
    await writeFile(join(folder, 'file'), '')
    expect(() => saveWindowState(join(folder, 'file', 'window.json'), left({ x: 0, y: 0, width: 1, height: 1 }))).not.toThrow()
  })
})
