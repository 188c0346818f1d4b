import { describe, expect, it } from 'vitest'
import {
  episodeErrorCodes,
  episodeStatuses,
  jobStatuses,
  type Language,
  languages,
  noticeSchema,
  requestErrors,
  slotLimits,
  sourceProblems,
  waitReasons,
} from '../../../src-preload/contract/index.ts'
import { calledKey, placeholdersOf, textsOf } from './locale-files.ts'
import { hardCodedWords, keyPatterns, memberPatterns, parseSource, speakingSources } from './source-keys.ts'

const texts = Object.fromEntries(languages.map((language) => [language, textsOf(language)])) as Record<
  Language,
  ReadonlyMap<string, string>
>
const sources = speakingSources()

describe('the languages', () => {
  it.each(languages)('say the same things in %s as in English', (language) => {
    const said = (of: Language) => [...new Set([...texts[of].keys()].map(calledKey))].sort()
    expect(said(language)).toEqual(said('en'))
  })

  it.each(languages)('fill the same values into the same texts in %s', (language) => {
    const differing = [...texts[language]].filter(([key, text]) => {
      // Plural forms that English does not have stand against its `other`.
      const english = texts.en.get(key) ?? texts.en.get(`${calledKey(key)}_other`) ?? ''
      return placeholdersOf(text).join() !== placeholdersOf(english).join()
    })
    expect(differing.map(([key]) => key)).toEqual([])
  })

  it.each(languages)('have the plural forms that %s distinguishes, and no other', (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const counted = [...texts[language].keys()].filter((key) => key !== calledKey(key)).map(calledKey)
    const wanted = counted.flatMap((key) => forms.map((form) => `${key}_${form}`))
    const there = [...texts[language].keys()].filter((key) => key !== calledKey(key))
    expect(there.sort()).toEqual([...new Set(wanted)].sort())
  })

  it.each(languages)('leave no text empty in %s', (language) => {
    expect([...texts[language]].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
  })

  it('address the German reader formally', () => {
    const familiar = /\b(du|dich|dir|dein\w*|deine\w*)\b/i
    expect([...texts.de].filter(([, text]) => familiar.test(text)).map(([key]) => key)).toEqual([])
  })
})

describe('what the contract can say', () => {
  const wanted = [
    ...episodeErrorCodes.flatMap((code) => ['short', 'what', 'help'].map((part) => `errors:episode.${code}.${part}`)),
    ...[...Object.keys(requestErrors), 'OFFLINE'].map((code) => `errors:request.${code}`),
    ...sourceProblems.flatMap((problem) => [`errors:source.${problem}`, `errors:sourceHelp.${problem}`]),
    ...waitReasons.map((reason) => `table:waiting.${reason}`),
    ...slotLimits.map((limit) => `status:limitedBy.${limit}`),
    ...jobStatuses.map((status) => `table:job.${status}`),
    ...episodeStatuses.map((status) => `table:episode.${status}`),
    ...noticeSchema.shape.code.options.flatMap((code) => [
      `notices:${code}`,
      `notices:${code}_many_one`,
      `notices:${code}_many_other`,
    ]),
  ]

  it.each(languages)('is translated without a gap into %s', (language) => {
    // What is counted stands there in its plural forms.
    const there = new Set([...texts[language].keys()].flatMap((key) => [key, calledKey(key)]))
    expect(wanted.filter((key) => !there.has(key))).toEqual([])
  })

  it.each(languages)('is a sentence that ends, where it tells of an error in %s', (language) => {
    const unfinished = [...texts[language]].filter(
      ([key, text]) =>
        /^errors:(episode\.\w+\.(what|help)|request|atHost|status|statusHelp|folder)/.test(key) && !/[.!]$/.test(text),
    )
    expect(unfinished.map(([key]) => key)).toEqual([])
  })
})

describe('the program and its texts', () => {
  const patterns = sources.flatMap(keyPatterns)
  const keys = [...new Set([...texts.en.keys()].map(calledKey))]
  const namespaces = new Set(keys.map((key) => key.split(':')[0]))

  it('uses every text', () => {
    const used = [...patterns, ...sources.flatMap(memberPatterns)]
    expect(keys.filter((key) => !used.some((pattern) => pattern.test(key)))).toEqual([])
  })

  it('asks for no text that is not there', () => {
    const asked = patterns.filter((pattern) => namespaces.has(/^\^(\w+):/.exec(pattern.source)?.[1] ?? ''))
    expect(asked.filter((pattern) => !keys.some((key) => pattern.test(key))).map((pattern) => pattern.source)).toEqual([])
  })

  it('writes no words into its markup', () => {
    expect(sources.flatMap(hardCodedWords)).toEqual([])
  })

  it.each([
    ['a text', 'const a = <p>Words</p>'],
    ['a text in braces', "const a = <p>{isOpen ? 'Open' : null}</p>"],
    ['a template', 'const a = <p>{`New files`}</p>'],
    ['a label', 'const a = <button aria-label="Close" />'],
    ['a label in braces', "const a = <Field label={'Folder'} />"],
    ['a text in a fragment', 'const a = <>Words</>'],
  ])('would find %s that was written into it', (_, code) => {
    expect(hardCodedWords(parseSource('planted.tsx', code))).toHaveLength(1)
  })
})
