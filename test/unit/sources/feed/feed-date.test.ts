import { describe, expect, it } from 'vitest'
import { feedDate } from '../../../../src-main/sources/feed/feed-date.ts'

describe('dates of feeds', () => {
  it.each([
    ['Wed, 02 Oct 2002 13:00:00 GMT', '2002-10-02T13:00:00.000Z'],
    ['Wed, 02 Oct 2002 15:00:00 +0200', '2002-10-02T13:00:00.000Z'],
    ['02 Oct 02 08:00 EST', '2002-10-02T13:00:00.000Z'],
    ['Wed, 2 Oct 2002 15:00:00 CEST', '2002-10-02T13:00:00.000Z'],
    ['Wed, 02 Oct 2002 13:00:00 XYZ', '2002-10-02T13:00:00.000Z'],
    ['Wed, 02 Oct 2002 13:00:00', '2002-10-02T13:00:00.000Z'],
    ['  Wed,  02 Oct\n2002 13:00:00 Z ', '2002-10-02T13:00:00.000Z'],
    ['Wed, 02 Oct 2002 15:00:00 +0200 (CEST)', '2002-10-02T13:00:00.000Z'],
    ['2002-10-02T15:00:00+02:00', '2002-10-02T13:00:00.000Z'],
    ['2002-10-02T13:00:00.5Z', '2002-10-02T13:00:00.500Z'],
    ['2002-10-02 13:00:00', '2002-10-02T13:00:00.000Z'],
    ['2002-10-02T15:00+0200', '2002-10-02T13:00:00.000Z'],
    ['2002-10-02', '2002-10-02T00:00:00.000Z'],
    ['2002-10', '2002-10-01T00:00:00.000Z'],
  ])('%s is read wherever this machine stands', (text, expected) => {
    expect(new Date(feedDate(text) ?? Number.NaN).toISOString()).toBe(expected)
  })

  it.each(['', 'soon', '2002-13-40', '9'.repeat(1_000), 'Mon, 01 Jan 200000 00:00:00 GMT', '0001-01-01'])(
    '%s is no date',
    (text) => {
      expect(feedDate(text)).toBeUndefined()
    },
  )
})
