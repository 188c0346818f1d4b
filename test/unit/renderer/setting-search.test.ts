import { describe, expect, it } from 'vitest'
import { languages } from '../../../src-preload/contract/index.ts'
import { createI18n } from '../../../src-renderer/state/i18n.ts'
import { settingIds } from '../../../src-renderer/state/setting-catalogue.ts'
import { foundSettings, settingIndex } from '../../../src-renderer/state/setting-search.ts'

const index = settingIndex(createI18n('en'), languages)
const found = (query: string) => [...foundSettings(index, query)]

describe('looking for a setting', () => {
  it.each([
    ['Dark mode', ['theme']],
    ['dunkel', ['theme']],
    ['speed limit', ['speedLimit', 'schedule.windows']],
    ['bandbreite', ['speedLimit']],
    ['zertifikat PEM', ['tls.caFiles']],
    ['ueberhaupt nicht', []],
  ])('"%s" finds %j, whatever the window speaks', (query, expected) => {
    expect(found(query)).toEqual(expected)
  })

  it('does not mind case, marks above letters and ß', () => {
    expect(found('PLATZE')).toEqual(found('Plätze'))
    expect(found('plätze')).toContain('maxSlots')
    expect(found('draussen')).toEqual(found('draußen'))
  })

  it('needs every word, in any order and as a part of another', () => {
    expect(found('server verbindungen')).toContain('maxConnectionsPerHost')
    expect(found('verbindung serv quatsch')).toEqual([])
  })

  it('finds a whole section by its name, and one setting by its path', () => {
    expect(found('network')).toEqual(expect.arrayContaining(['proxy.use', 'tls.exceptions']))
    expect(found('retry.maxDelayMs')).toEqual(['retry.maxDelayMs'])
  })

  it('finds everything where nothing is looked for', () => {
    expect(found('  ')).toEqual(settingIds)
  })
})
