import { windowTexts } from '../../locales/window.ts'
import { type Language, languages } from '../../src-preload/contract/index.ts'

/** So much longer than English a text may become in another language. */
const growth = 0.4

const plain = 'abcdefghijklmnoprstuvwyzABCDEFGHIJKLMNOPRSTUVWYZ'
const marked = 'áƀçđéƒĝĥíĵķłɱñóþŕšţúṽŵýžÁßÇĐÉƑĜĤÍĴĶŁṀÑÓÞŔŠŢÚṼŴÝŽ'
const accents = new Map([...plain].map((letter, index) => [letter, [...marked][index] ?? letter]))

/**
 * A text as no language has it: every letter with a mark, four tenths longer, in brackets. What is shown without
 * brackets was never translated; what lacks its end does not fit. Values stay to be filled in.
 */
export function pseudoText(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\})/)
  const accented = parts.map((part, index) =>
    index % 2 === 1 ? part : [...part].map((letter) => accents.get(letter) ?? letter).join(''),
  )
  return `[${accented.join('')}${filler(Math.ceil(text.length * growth))}]`
}

/** What is typed and not read stays what it is: the filters of the search and the states they are given. */
const typedTexts: ReadonlySet<string> = new Set(['command.filter.words', 'command.filter.states'])

/** The texts of every language as pseudo texts of the English ones. */
export function pseudoTexts(): Readonly<Record<Language, object>> {
  const texts = pseudoTree(windowTexts.en)
  return Object.fromEntries(languages.map((language) => [language, texts])) as Record<Language, object>
}

/** Short words, so that it breaks as text does. */
function filler(length: number): string {
  return ' ~~~~'.repeat(Math.ceil(length / 5)).slice(0, length)
}

/** @param path where it stands, `a.b` */
function pseudoTree(tree: object, path = ''): object {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => {
      if (typeof value === 'string') return [key, pseudoText(value)]
      const below = path === '' ? key : `${path}.${key}`
      return [key, typedTexts.has(below) ? value : pseudoTree(value, below)]
    }),
  )
}
