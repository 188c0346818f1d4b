import { createInstance } from 'i18next'
import { shellTexts } from '../../locales/shell.ts'
import { type Language, languages } from '../../src-preload/contract/index.ts'

type English = (typeof shellTexts)['en']
type Key = `menu:${keyof English['menu']}` | `shell:${keyof English['shell']}`

/** Words of the shell in one language: `text('menu:about', { name })`. */
export type Texts = (key: Key, values?: Readonly<Record<string, string>>) => string

/** The shell's words in every language, loaded with the program. */
export function createTexts(): (language: Language) => Texts {
  const translator = createInstance({
    resources: shellTexts,
    supportedLngs: languages,
    fallbackLng: 'en',
    ns: ['menu', 'shell'],
    // Everything is at hand; and what is shown is text, never markup.
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  void translator.init()
  return (language) => {
    const translate = translator.getFixedT(language)
    return (key, values) => translate(key, values ?? {})
  }
}
