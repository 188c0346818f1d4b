import type { Settings } from '../../src-preload/contract/index.ts'

/** The languages Staffel speaks. */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/**
 * The language to speak: the chosen one, or the first of the person's languages that we have, or English.
 *
 * @param preferred BCP 47 tags, the best first
 */
export function languageOf(setting: Settings['language'], preferred: readonly string[]): Language {
  if (setting !== 'system') return setting
  const known = preferred.map((tag) => languages.find((language) => tag.toLowerCase().split('-')[0] === language))
  return known.find((language) => language !== undefined) ?? 'en'
}
