import type { i18n } from 'i18next'
import { type SettingId, sectionKey, settingCatalogue, settingIds } from './setting-catalogue.ts'

/** What each setting can be found by, in every language at once: who reads one may remember the word of another. */
export type SettingIndex = ReadonlyMap<SettingId, string>

export function settingIndex(translator: Pick<i18n, 'getFixedT'>, languages: readonly string[]): SettingIndex {
  const translations = languages.map((language) => translator.getFixedT(language))
  return new Map(
    settingIds.map((id) => {
      const { section, label, help, find } = settingCatalogue[id]
      const words = translations.map((t) => [label, help, find, sectionKey(section)].map((key) => t(key)).join(' '))
      return [id, folded([id, ...words].join(' '))]
    }),
  )
}

/** The settings in which every word of the query stands, be it within another word. */
export function foundSettings(index: SettingIndex, query: string): ReadonlySet<SettingId> {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '')
  return new Set([...index].flatMap(([id, text]) => (words.every((word) => text.includes(word)) ? [id] : [])))
}

/** Without case and without marks above letters, so that `Plätze` is found by `platze` and `PLÄTZE`. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')
}
