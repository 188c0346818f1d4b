import { describe, expect, test } from 'vitest'
import { splitName } from '../../../src-renderer/features/table/split-name.ts'

describe('a name that may have to be cut', () => {
  test('stays whole where it is short', () => {
    expect(splitName('folge-01.mp3')).toBeNull()
  })

  test('keeps its number and its extension at the end', () => {
    expect(splitName('Kirchenbuch Sankt Nikolai Taufen 1840–1846 Blatt 0001.tiff')).toEqual({
      start: 'Kirchenbuch Sankt Nikolai Taufen 1840–1846 Bla',
      end: 'tt 0001.tiff',
    })
  })

  test('keeps its end in a narrow column too, where files of a series are told apart', () => {
    expect(splitName('abendgespraeche-s03e07.mp3')).toEqual({ start: 'abendgespraech', end: 'e-s03e07.mp3' })
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
