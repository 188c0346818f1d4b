import type { Inspection } from '../../../src-preload/contract/index.ts'
import type { Text } from '../../state/use-text.ts'
import type { Format } from '../../ui/format/index.ts'

type Choice = Inspection['choices'][number]

/** What a quality or a language is called: its lines or its language, its own name where that says more, and its rate. */
export function streamLabel(t: Text, format: Format, { kind, name, language, height, bitsPerSecond }: Choice): string {
  // ISO 639 has a code for what nobody has said.
  const spoken = language === null || language === 'und' ? null : languageIn(format.locale, language)
  // What sources make of rates and languages is said better here.
  const own = name.replace(/\s*\b\d+ kbit\/s$/, '').trim()
  const known = [language, spoken, language === null ? null : languageIn(language, language)]
  const isOwn = own !== '' && !known.some((word) => isSame(own, word))
  const says =
    kind === 'video' && height !== null
      ? [t('sources:stream.lines', { lines: height }), ...(isOwn && !own.includes(String(height)) ? [own] : [])]
      : [...(spoken !== null && !(isOwn && holds(own, spoken)) ? [spoken] : []), ...(isOwn ? [own] : [])]
  const parts = [...says, ...(bitsPerSecond === null ? [] : [rateText(t, format, bitsPerSecond)])]
  return parts.length === 0 ? name : parts.join(' · ')
}

function rateText(t: Text, format: Format, bitsPerSecond: number): string {
  const kilobits = Math.round(bitsPerSecond / 1_000)
  return kilobits < 1_000
    ? t('sources:stream.smallRate', { rate: format.count(kilobits) })
    : t('sources:stream.rate', { rate: format.decimal(Math.round(kilobits / 100) / 10) })
}

/** The name of a language in another, both by their tags (BCP 47); the tag where it is none. */
function languageIn(locale: string, language: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language
  } catch {
    return language
  }
}

function isSame(one: string, other: string | null): boolean {
  return other !== null && one.toLowerCase() === other.toLowerCase()
}

function holds(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase())
}
