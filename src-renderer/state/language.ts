import { type Language, languages } from '../../src-preload/contract/index.ts'

/** The language of the words, and the locale of numbers and dates: `de` may be written the Austrian way. */
export interface ResolvedLanguage {
  readonly language: Language
  /** A valid BCP 47 tag. */
  readonly locale: string
}

/**
 * What the setting means in this browser. Browsers and systems hand out tags that are no BCP 47 (`en-US@posix`,
 * `de_DE.UTF-8`, `C`), on which Intl throws: such tags are cut and mended, or left out.
 */
export function resolveLanguage(setting: 'system' | Language, browserLocales: readonly string[]): ResolvedLanguage {
  const locales = browserLocales.flatMap(validLocale)
  for (const locale of locales) {
    const language = languages.find((known) => `${locale.toLowerCase()}-`.startsWith(`${known.toLowerCase()}-`))
    if (language !== undefined && (setting === 'system' || setting === language)) return { language, locale }
  }
  const language = setting === 'system' ? 'en' : setting
  return { language, locale: language }
}

function validLocale(tag: string): readonly string[] {
  const mended = (tag.split(/[.@]/)[0] ?? '').replaceAll('_', '-')
  try {
    return Intl.NumberFormat.supportedLocalesOf([mended])
  } catch {
    return []
  }
}

/** A language's name in itself, as it stands alone in a list: `Deutsch`, `Français`. */
export function languageName(language: Language): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
