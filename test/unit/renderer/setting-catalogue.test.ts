import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { settingCatalogue, settingIds, settingSections } from '../../../src-renderer/state/setting-catalogue.ts'
import { textsOf } from '../locales/locale-files.ts'

/** Paths of everything that can be set: objects are groups of settings, except those of several forms. */
function pathsOf(schema: z.ZodObject, prefix = ''): readonly string[] {
  return Object.entries(schema.shape).flatMap(([key, part]) =>
    part instanceof z.ZodObject ? pathsOf(part, `${prefix}${key}.`) : [`${prefix}${key}`],
  )
}

describe('the catalogue of settings', () => {
  it('holds every setting of the contract, and no other', () => {
    expect([...settingIds].sort()).toEqual([...pathsOf(settingsSchema)].sort())
  })

  it('leaves no section empty, and keeps each together', () => {
    const sections = settingIds.map((id) => settingCatalogue[id].section)
    expect(sections.filter((section, index) => section !== sections[index - 1])).toEqual(settingSections)
  })

  it.each(['de', 'en'] as const)('helps with one sentence in %s', (language) => {
    const texts = textsOf(language)
    const unlike = settingIds.filter(
      (id) => !/^\P{Ll}(?!.*[.!?]\s+\p{Lu}).*\.$/u.test(texts.get(settingCatalogue[id].help) ?? ''),
    )
    expect(unlike).toEqual([])
  })
})
