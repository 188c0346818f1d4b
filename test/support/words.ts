import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/** BCP 47 tags for the browser, whose own default is none. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en-US', de: 'de-DE' }

const folder = resolve(import.meta.dirname, '../../locales')

/**
 * What the window says in a language, up to the first thing that is filled in; plural forms by their whole key.
 *
 * @param key `namespace:path.to.it`
 * @throws Error where there is no such text
 */
export function wordsOf(language: Language, key: string): string {
  const [namespace = '', path = ''] = key.split(':')
  const texts: unknown = JSON.parse(readFileSync(resolve(folder, language, `${namespace}.json`), 'utf8'))
  const found = path.split('.').reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), texts)
  if (typeof found !== 'string') throw new Error(`locales/${language} has no ${key}`)
  return found.split('{{', 1)[0]?.trim() ?? ''
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
