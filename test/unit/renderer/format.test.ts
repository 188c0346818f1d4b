import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFormat } from '../../../src-renderer/ui/format/index.ts'
import { readNumber } from '../../../src-renderer/ui/format/read-number.ts'
import { scaleBytes } from '../../../src-renderer/ui/format/sizes.ts'

const de = createFormat('de')
const en = createFormat('en')
/** Intl writes some spaces as no-break spaces. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('sizes and speeds', () => {
  it.each([
    [0, '0 bytes', '0 Byte'],
    [999, '999 bytes', '999 Byte'],
    [1_000, '1.00 kB', '1,00 kB'],
    [1_234_567, '1.23 MB', '1,23 MB'],
    [12_345_678, '12.3 MB', '12,3 MB'],
    [123_456_789, '123 MB', '123 MB'],
    [999_499_999, '999 MB', '999 MB'],
    [999_500_000, '1.00 GB', '1,00 GB'],
    [5_000_000_000_000, '5.00 TB', '5,00 TB'],
  ])('write %i bytes with three figures in decimal units', (bytes, english, german) => {
    expect(plain(en.bytes(bytes))).toBe(english)
    expect(plain(de.bytes(bytes))).toBe(german)
  })

  it.each([
    [0, '0.00 kB/s', '0,00 kB/s'],
    [512, '0.51 kB/s', '0,51 kB/s'],
    [3_970_000, '3.97 MB/s', '3,97 MB/s'],
  ])('write %i bytes per second', (bytes, english, german) => {
    expect(plain(en.speed(bytes))).toBe(english)
    expect(plain(de.speed(bytes))).toBe(german)
  })

  it('write a chosen speed without idle zeros', () => {
    expect(plain(de.chosenSpeed(5_000_000))).toBe('5 MB/s')
    expect(plain(de.chosenSpeed(2_500_000))).toBe('2,5 MB/s')
  })

  it('never show four figures before the decimal sign', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9e17 }), (bytes) => {
        const { value, digits } = scaleBytes(bytes)
        expect(Number(value.toFixed(digits))).toBeLessThan(1_000)
      }),
    )
  })
})

describe('durations', () => {
  it.each([
    [0, '0:00'],
    [41.2, '0:42'],
    [60, '1:00'],
    [725, '12:05'],
    [12_011, '3:20:11'],
  ])('write %d seconds as a clock that rounds up', (seconds, clock) => {
    expect(en.clock(seconds)).toBe(clock)
    expect(de.clock(seconds)).toBe(clock)
  })

  it('write days in words', () => {
    expect(plain(en.clock(187_200))).toBe('2 days 4 hr')
    expect(plain(de.clock(187_200))).toBe('2 Tg. 4 Std.')
  })

  it.each([
    [1.5, '1.5 sec', '1,5 Sek.'],
    [59.96, '60 sec', '60 Sek.'],
    [125, '2 min 5 sec', '2 Min. 5 Sek.'],
    [7_500, '2 hr 5 min', '2 Std. 5 Min.'],
    [3_600, '1 hr', '1 Std.'],
  ])('write %d seconds in words of the two largest units', (seconds, english, german) => {
    expect(plain(en.words(seconds))).toBe(english)
    expect(plain(de.words(seconds))).toBe(german)
  })
})

describe('percentages', () => {
  it('say 100 only of what is finished', () => {
    expect(plain(de.percent(99.99))).toBe('99,9 %')
    expect(en.percent(99.99)).toBe('99.9%')
    expect(en.percent(100)).toBe('100.0%')
  })

  it('show the tenth that the interface tells', () => {
    for (let tenths = 0; tenths <= 1_000; tenths += 1) expect(en.percent(tenths / 10)).toBe(`${(tenths / 10).toFixed(1)}%`)
  })
})

describe('reading a number', () => {
  it.each([
    ['1,5', 'de', 1.5],
    ['1.5', 'de', 1.5],
    ['1.500', 'de', 1_500],
    ['1.234.567,5', 'de', 1_234_567.5],
    ['1,500', 'en', 1_500],
    ['1.5', 'en', 1.5],
    [' 12 000 ', 'en', 12_000],
    ['-3', 'de', -3],
    ['.5', 'en', 0.5],
  ])('understands "%s" in %s', (text, locale, number) => {
    expect(readNumber(text, locale)).toBe(number)
  })

  it.each(['', 'abc', '1,2,3', '12 MB', '0x10', '1e5', '--1', '.'])('refuses "%s"', (text) => {
    expect(readNumber(text, 'en')).toBeNull()
  })
})

describe('how far a moment is', () => {
  const now = Date.parse('2026-03-01T12:00:00.000Z')
  const inSeconds = (seconds: number) => new Date(now + seconds * 1_000).toISOString()

  it.each([
    [0, 'now', 'jetzt'],
    [-59, 'now', 'jetzt'],
    [60, 'in 1 minute', 'in 1 Minute'],
    [-100 * 60, '2 hours ago', 'vor 2 Stunden'],
    [26 * 3_600, 'in 1 day', 'in 1 Tag'],
    [29.9 * 86_400, 'in 30 days', 'in 30 Tagen'],
    [-400 * 86_400, '1 year ago', 'vor 1 Jahr'],
  ])('is said of %i seconds in the largest unit of which there is one', (seconds, english, german) => {
    expect(plain(en.relative(inSeconds(seconds), now))).toBe(english)
    expect(plain(de.relative(inSeconds(seconds), now))).toBe(german)
  })
})
