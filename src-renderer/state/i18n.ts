import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { windowTexts } from '../../locales/window.ts'
import type { Language } from '../../src-preload/contract/index.ts'
import { isolated } from '../ui/right-to-left.ts'

/** Paths of a namespace, `a.b.c`; of plural forms the name they share. */
type Paths<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? WithoutForm<Key> : `${Key}.${Paths<Tree[Key]>}`
}[keyof Tree & string]
type WithoutForm<Key extends string> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key
type Resources = (typeof windowTexts)['en']

/** Every text of the window: `namespace:key`. */
export type TextKey = { [Name in keyof Resources]: `${Name}:${Paths<Resources[Name]>}` }[keyof Resources]

/** All languages are part of the program, so that switching needs nothing from anywhere. */
export function createI18n(language: Language, resources: Readonly<Record<Language, object>> = windowTexts): i18n {
  const instance = i18next.createInstance()
  void instance.use(initReactI18next).init({
    resources: Object.fromEntries(Object.entries(resources).map(([name, texts]) => [name, { ...texts }])),
    lng: language,
    fallbackLng: false,
    defaultNS: 'common',
    initAsync: false,
    // React escapes; escaping twice would show entities. What is put into a sentence must not turn it around, though.
    interpolation: { escape: isolated },
  })
  return instance
}
