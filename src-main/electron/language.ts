import { type Language, languages, type Settings } from '../../src-preload/contract/index.ts'

/**
 * The language to speak: the chosen one, or the first of the person's languages that we have, or English.
 *
 * @param preferred BCP 47 tags, the best first
 */
export function languageOf(setting: Settings['language'], preferred: readonly string[]): Language {
  if (setting !== 'system') return setting
  const known = preferred.map((tag) => languages.find((language) => isKindOf(tag, language)))
  return known.find((language) => language !== undefined) ?? 'en'
}

/** `de-AT` is a kind of `de`. */
function isKindOf(tag: string, language: Language): boolean {
  return `${tag.toLowerCase()}-`.startsWith(`${language.toLowerCase()}-`)
}
