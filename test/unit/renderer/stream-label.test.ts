import { expect, it } from 'vitest'
import { streamLabel } from '../../../src-renderer/features/add/stream-label.ts'
import { createI18n } from '../../../src-renderer/state/i18n.ts'
import { createFormat } from '../../../src-renderer/ui/format/index.ts'

const choice = {
  id: 'x',
  kind: 'audio' as const,
  name: '',
  language: null,
  width: null,
  height: null,
  bitsPerSecond: null,
  isDefault: false,
}
const labelIn = (language: 'de' | 'en') => {
  const { t } = createI18n(language)
  return (facts: Partial<Parameters<typeof streamLabel>[2]>) =>
    streamLabel((key, values = {}) => t(key, values), createFormat(language), { ...choice, ...facts })
}
const de = labelIn('de')
const en = labelIn('en')

it('a quality is told by its lines and its rate, once each', () => {
  const facts = { kind: 'video', name: '1080p', height: 1_080, bitsPerSecond: 4_960_000 } as const
  expect(de(facts)).toBe('1080p · 5 Mbit/s')
  expect(en({ ...facts, bitsPerSecond: 2_540_000 })).toBe('1080p · 2.5 Mbit/s')
  expect(de({ kind: 'video', name: '400 kbit/s', bitsPerSecond: 400_000 })).toBe('400 kbit/s')
})

it('a sound is told by its language in the person’s own words', () => {
  expect(de({ name: 'deu 69 kbit/s', language: 'deu', bitsPerSecond: 69_000 })).toBe('Deutsch · 69 kbit/s')
  expect(en({ name: 'deu 69 kbit/s', language: 'deu', bitsPerSecond: 69_000 })).toBe('German · 69 kbit/s')
  expect(de({ name: 'English', language: 'en' })).toBe('Englisch')
})

it('a name that says more than the language stands beside it, or in its place where it holds it', () => {
  expect(de({ name: 'Director’s commentary', language: 'en' })).toBe('Englisch · Director’s commentary')
  expect(de({ name: 'Deutsch (Hörfilm)', language: 'de' })).toBe('Deutsch (Hörfilm)')
})

it('what has no language, or one that nobody knows, keeps what it says', () => {
  expect(de({ name: 'main', language: 'und' })).toBe('main')
  expect(de({ name: '', language: 'not a tag' })).toBe('not a tag')
  expect(de({ name: 'audio_3' })).toBe('audio_3')
})
