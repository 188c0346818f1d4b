import { describe, expect, it } from 'vitest'
import { resolveLanguage } from '../../../src-renderer/state/language.ts'

describe('the language', () => {
  it.each([
    [['de-AT', 'en'], { language: 'de', locale: 'de-AT' }],
    [['fr-FR', 'de-DE'], { language: 'de', locale: 'de-DE' }],
    [['en-GB'], { language: 'en', locale: 'en-GB' }],
    [['fr', 'it'], { language: 'en', locale: 'en' }],
    [['den'], { language: 'en', locale: 'en' }],
    [[], { language: 'en', locale: 'en' }],
  ])('of the system follows %j', (locales, expected) => {
    expect(resolveLanguage('system', locales)).toEqual(expected)
  })

  it('that was chosen holds, in the way the browser writes it', () => {
    expect(resolveLanguage('de', ['en-US', 'de-CH'])).toEqual({ language: 'de', locale: 'de-CH' })
    expect(resolveLanguage('de', ['en-US'])).toEqual({ language: 'de', locale: 'de' })
  })

  it.each(['en-US@posix', 'de_DE.UTF-8', 'C', 'POSIX', '', '@', 'x', 'de-', '--'])(
    'survives the tag "%s", with a locale that Intl takes',
    (tag) => {
      const { locale } = resolveLanguage('system', [tag])
      expect(() => new Intl.NumberFormat(locale)).not.toThrow()
    },
  )

  it('is understood from a mended tag', () => {
    expect(resolveLanguage('system', ['de_DE.UTF-8'])).toEqual({ language: 'de', locale: 'de-DE' })
    expect(resolveLanguage('system', ['en-US@posix'])).toEqual({ language: 'en', locale: 'en-US' })
  })
})
