import { createInstance } from 'i18next'
import menuDe from '../../locales/de/menu.json' with { type: 'json' }
import shellDe from '../../locales/de/shell.json' with { type: 'json' }
import menuEn from '../../locales/en/menu.json' with { type: 'json' }
import shellEn from '../../locales/en/shell.json' with { type: 'json' }
import { type Language, languages } from './language.ts'

type Key = `menu:${keyof typeof menuEn}` | `shell:${keyof typeof shellEn}`

/** Words of the shell in one language: `text('menu:about', { name })`. */
export type Texts = (key: Key, values?: Readonly<Record<string, string>>) => string

/** The shell's words in every language, loaded with the program. */
export function createTexts(): (language: Language) => Texts {
  const translator = createInstance({
    resources: { en: { menu: menuEn, shell: shellEn }, de: { menu: menuDe, shell: shellDe } },
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
