import { describe, expect, it } from 'vitest'
import { windowTexts } from '../../../locales/window.ts'
import { languages } from '../../../src-preload/contract/index.ts'
import { createI18n } from '../../../src-renderer/state/i18n.ts'
import { pseudoText, pseudoTexts } from '../../../src-renderer/state/pseudo-locale.ts'

describe('the pseudo-locale', () => {
  it('marks every letter, keeps the values, and is four tenths longer', () => {
    expect(pseudoText('Save {{name}}')).toBe('[Šáṽé {{name}} ~~~~ ]')
    for (const text of Object.values(windowTexts.en.common.action)) {
      expect(pseudoText(text).length).toBeGreaterThanOrEqual(Math.ceil(text.length * 1.4))
    }
  })

  it('leaves alone what is typed and not read', () => {
    const { t } = createI18n('en', pseudoTexts())
    expect(t('command:filter.words.state')).toBe(windowTexts.en.command.filter.words.state)
    expect(t('command:filter.name.state')).toMatch(/^\[/)
  })

  it.each(languages)('stands in the place of %s, with its plural forms', (language) => {
    const { t } = createI18n(language, pseudoTexts())
    expect(t('settings:title')).toMatch(/^\[Šéţţíñĝš/)
    expect(t('settings:search.found', { count: 2, formatted: '2' })).toMatch(/^\[2 šéţţíñĝš .*\]$/)
  })
})
