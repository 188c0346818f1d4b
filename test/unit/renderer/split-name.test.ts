import { describe, expect, test } from 'vitest'
import { splitName } from '../../../src-renderer/ui/split-name.ts'

describe('a name that may have to be cut', () => {
  test('stays whole where it is short', () => {
    expect(splitName('folge-01.mp3')).toBeNull()
  })

  test('keeps its number and its extension at the end', () => {
    expect(splitName('Kirchenbuch Sankt Nikolai Taufen 1840–1846 Blatt 0001.tiff')).toEqual({
      start: 'Kirchenbuch Sankt Nikolai Taufen 1840–1846 ',
      end: 'Blatt 0001.tiff',
    })
  })

  test('is cut where a word begins, if one begins near', () => {
    expect(splitName('Kirchenbuch Lindau, 1780–1812 · 5')).toEqual({ start: 'Kirchenbuch Lindau, ', end: '1780–1812 · 5' })
    expect(splitName('radar_composite_2026_part-007.h5')).toEqual({ start: 'radar_composite_2026_', end: 'part-007.h5' })
    expect(splitName('Donaudampfschifffahrtsgesellschaft')).toEqual({ start: 'Donaudampfschifffahrts', end: 'gesellschaft' })
  })

  test('keeps its end in a narrow column too, where files of a series are told apart', () => {
    expect(splitName('abendgespraeche-s03e07.mp3')).toEqual({ start: 'abendgespraeche-', end: 's03e07.mp3' })
  })

  test('stays whole where it runs from the right: its parts would stand in the wrong order', () => {
    expect(splitName('الفصل الأول - نسخة نهائية.pdf')).toBeNull()
    expect(splitName('ספר הזכרונות – חלק ראשון.epub')).toBeNull()
  })

  test('is never cut within a character, of however many code units', () => {
    const family = '👩‍👩‍👧'
    const name = `${'x'.repeat(30)}${family}${'y'.repeat(11)}`
    expect(splitName(name)).toEqual({ start: 'x'.repeat(30), end: `${family}${'y'.repeat(11)}` })
  })
})
