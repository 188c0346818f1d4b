import { describe, expect, it } from 'vitest'
import { calendarDay, filledTemplate, nameFields, nameTemplateSchema } from '../../../src-preload/contract/index.ts'

describe('a template of names', () => {
  it.each([
    ['{title}.{ext}', { title: 'One', ext: 'mp3' }, 'One.mp3'],
    ['{index:03}', { index: 7 }, '007'],
    ['{index:03}', { index: 12_345 }, '12345'],
    ['{episode:02}', { episode: 4.5 }, '04.5'],
    ['S{season:02}', { season: null }, 'S'],
    ['{title}', { title: '../a\\b' }, '.._a_b'],
    ['{title}', { title: '{index}', index: 1 }, '{index}'],
    ['{host}', {}, '{host}'],
    ['{title:03}', { title: 'One' }, '{title:03}'],
    ['{index:3}', { index: 1 }, '{index:3}'],
    ['{toString}', {}, '{toString}'],
  ])('%s with %j becomes %s', (template, values, expected) => {
    expect(filledTemplate(template, values)).toBe(expected)
  })

  it('is accepted where every brace belongs to a field that is possible there', () => {
    const schema = nameTemplateSchema(['name', 'index'], 'template')
    const isFine = (template: string) => schema.safeParse(template).success
    expect(['{name}', '{index:010} {name}', 'plain'].map(isFine)).toEqual([true, true, true])
    expect(['', '{title}', '{name', 'name}', '{name:02}', '{{name}}', '{index:3}'].map(isFine)).toEqual(Array(7).fill(false))
    expect(nameTemplateSchema(nameFields, 'x').safeParse(nameFields.map((field) => `{${field}}`).join(' ')).success).toBe(true)
  })
})

it('a day is that of the calendar on the wall', () => {
  expect(calendarDay(new Date(2026, 0, 5, 23, 59).getTime())).toBe('2026-01-05')
})
