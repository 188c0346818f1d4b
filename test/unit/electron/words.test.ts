import { describe, expect, test } from 'vitest'
import { shellTexts } from '../../../locales/shell.ts'
import { languageOf } from '../../../src-main/electron/language.ts'
import { menuTemplate } from '../../../src-main/electron/menu-template.ts'
import { exitCodeOf, sentenceOf } from '../../../src-main/electron/start-refusal.ts'
import { createTexts } from '../../../src-main/electron/texts.ts'

const texts = createTexts()

describe('the language', () => {
  test.each([
    ['de', ['en-GB'], 'de'],
    ['en', ['de-DE'], 'en'],
    ['system', ['de-AT', 'en-US'], 'de'],
    ['system', ['fr-FR', 'DE-ch', 'en'], 'de'],
    ['system', ['fr-FR', 'it'], 'en'],
    ['system', [], 'en'],
    ['system', ['den-CA'], 'en'],
  ] as const)('chosen as %s by a person with %j is %s', (setting, preferred, language) => {
    expect(languageOf(setting, preferred)).toBe(language)
  })

  test('values stand in a text as they are', () => {
    expect(texts('de')('shell:runQuestion', { fileName: '<b>&amp; "x".exe' })).toBe('„<b>&amp; "x".exe“ öffnen?')
  })
})

describe('the menu', () => {
  const facts = { text: texts('en'), appName: 'Staffel', isDevelopment: false, showDataFolder: () => {} }
  const rolesOf = (template: ReturnType<typeof menuTemplate>) =>
    template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu.map(({ role }) => role) : []))

  test('every item has a word of its own, so none is left to the system’s language', () => {
    for (const isMac of [true, false]) {
      const items = menuTemplate({ ...facts, isMac, isDevelopment: true })
      const labels = items.flatMap(({ label, submenu }) => [
        label,
        ...(Array.isArray(submenu) ? submenu : []).map((item) => item.label ?? item.type),
      ])
      expect(labels.every((label) => label !== undefined && label !== '' && !label.includes(':'))).toBe(true)
    }
  })

  test('only a program that runs from its sources can be reloaded and inspected', () => {
    expect(rolesOf(menuTemplate({ ...facts, isMac: false }))).not.toContain('toggleDevTools')
    expect(rolesOf(menuTemplate({ ...facts, isMac: false }))).not.toContain('reload')
    expect(rolesOf(menuTemplate({ ...facts, isMac: false, isDevelopment: true }))).toContain('toggleDevTools')
  })

  test('there is a way to quit on every system', () => {
    for (const isMac of [true, false]) expect(rolesOf(menuTemplate({ ...facts, isMac }))).toContain('quit')
  })

  test('every word of the menu is in use on some system', () => {
    const used = new Set<string>()
    const record = (key: string) => {
      used.add(key)
      return key
    }
    for (const isMac of [true, false]) menuTemplate({ ...facts, text: record, isMac, isDevelopment: true })
    expect([...used].sort()).toEqual(
      Object.keys(shellTexts.en.menu)
        .map((key) => `menu:${key}`)
        .sort(),
    )
  })
})

describe('not starting', () => {
  test('a locked folder ends with 2 and names the process', () => {
    const refusal = { reason: 'locked', pid: 4_711 } as const
    expect(exitCodeOf(refusal)).toBe(2)
    expect(sentenceOf(refusal, texts('en'), '/data')).toContain('4711')
    expect(sentenceOf({ reason: 'locked', pid: null }, texts('de'), '/data')).not.toContain('null')
  })

  test('a newer or damaged database and a folder that cannot be used end with 1 and say so', () => {
    expect(exitCodeOf({ reason: 'newer-database' })).toBe(1)
    expect(sentenceOf({ reason: 'newer-database' }, texts('en'), '/data')).toContain('newer version')
    expect(exitCodeOf({ reason: 'damaged-database' })).toBe(1)
    expect(sentenceOf({ reason: 'damaged-database' }, texts('de'), '/data')).toMatch(/staffel\.db in \/data.*beschädigt/)
    const unusable = { reason: 'unusable-folder', message: 'EROFS' } as const
    expect(exitCodeOf(unusable)).toBe(1)
    expect(sentenceOf(unusable, texts('en'), '/data')).toContain('/data')
    expect(sentenceOf(unusable, texts('en'), '/data')).toContain('EROFS')
  })
})
