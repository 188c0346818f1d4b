import fc from 'fast-check'
import { expect, it } from 'vitest'
import { importSource } from '../../../../src-main/sources/import.ts'
import { textMaterial } from '../../../support/sources/tools.ts'
import { readImport } from './reading.ts'

const url = (name: string) => `https://files.example/${name}`

it('takes a list of addresses', async () => {
  const { candidates, skipped } = await readImport(JSON.stringify([url('a'), 7, ` ${url('b')} `, null, 'nothing']))
  expect(candidates).toEqual([{ url: url('a') }, { url: url('b') }, { url: 'nothing' }])
  expect(skipped).toEqual([
    { text: '7', reason: 'noLink' },
    { text: 'null', reason: 'noLink' },
  ])
})

it('takes objects with the names that are usual for what a candidate has', async () => {
  const text = JSON.stringify([
    {
      href: url('a'),
      name: 'First',
      out: 'a.bin',
      bytes: 12,
      sha256: 'AB'.repeat(32),
      mirrors: [url('m1'), { url: url('m2') }],
      type: 'audio/mpeg',
      folder: 'one/two',
      season: 2,
      episode: '7',
      published: '2026-01-02T03:04:05Z',
      guid: 'g-1',
    },
    { link: url('b'), checksum: { algorithm: 'md5', value: 'c'.repeat(32) }, size: '3 KiB' },
    { urls: [url('c'), url('d')], hash: `sha1:${'d'.repeat(40)}` },
  ])
  const { candidates, skipped } = await readImport(text)
  expect(skipped).toEqual([])
  expect(candidates).toEqual([
    {
      url: url('a'),
      title: 'First',
      fileName: 'a.bin',
      size: 12,
      checksum: { algorithm: 'sha-256', expected: 'ab'.repeat(32) },
      mirrors: [url('m1'), url('m2')],
      type: 'audio/mpeg',
      directory: 'one/two',
      season: 2,
      number: 7,
      date: Date.UTC(2026, 0, 2, 3, 4, 5),
      key: 'g-1',
    },
    { url: url('b'), checksum: { algorithm: 'md5', expected: 'c'.repeat(32) }, size: 3_072 },
    { url: url('c'), mirrors: [url('d')], checksum: { algorithm: 'sha-1', expected: 'd'.repeat(40) } },
  ])
})

it('finds the list inside of an object, with its title', async () => {
  const { candidates, titles } = await readImport(JSON.stringify({ title: 'All', tags: ['x'], items: [{ url: url('a') }] }))
  expect(candidates).toEqual([{ url: url('a') }])
  expect(titles).toEqual(['All'])
  expect((await readImport(JSON.stringify({ url: url('one'), tags: ['x'] }))).candidates).toEqual([{ url: url('one') }])
})

it('tells what of an entry is bad and keeps the entry', async () => {
  const { candidates, skipped } = await readImport(JSON.stringify([{ url: url('a'), size: 'huge', md5: 'x', dir: '../up' }]))
  expect(candidates).toEqual([{ url: url('a') }])
  expect(skipped).toEqual([
    { text: 'size: huge', reason: 'badValue' },
    { text: 'directory: ../up', reason: 'badValue' },
    { text: 'checksum', reason: 'badValue' },
  ])
})

it('says on which line a text stops to be JSON', async () => {
  await expect(readImport('["https://a.example/"\n\n"https://b.example/"]')).rejects.toMatchObject({
    reason: 'malformed',
    details: { detail: 'json', line: 3 },
  })
})

it('is not led astray by names of prototypes, nor by a million brackets', async () => {
  const polluted = `[{"__proto__":{"url":"${url('p')}","title":"no"},"constructor":{"prototype":{"x":1}},"url":"${url('a')}"}]`
  expect((await readImport(polluted)).candidates).toEqual([{ url: url('a') }])
  expect(Object.hasOwn(Object.prototype, 'url')).toBe(false)
  const { candidates, skipped } = await readImport('['.repeat(1_000_000) + ']'.repeat(1_000_000))
  expect(candidates).toEqual([])
  expect(skipped).toMatchObject([{ reason: 'noLink' }])
  await expect(readImport('['.repeat(1_000_000))).rejects.toMatchObject({ reason: 'malformed' })
})

it('reads a value from each line, and says which cannot be read', async () => {
  const text = `\uFEFF{"url":"${url('a')}"}\r\n\r\n"${url('b')}"\r\n{"url":\r\n[1]\r\n{"url":"${url('c')}"}`
  const { candidates, lines, skipped } = await readImport(text, { fileName: 'list.jsonl' })
  expect(candidates.map((candidate) => candidate.url)).toEqual(['a', 'b', 'c'].map(url))
  expect(lines).toEqual([1, 3, 6])
  expect(skipped).toEqual([
    { text: '{"url":', reason: 'badValue', line: 4 },
    { text: '[1]', reason: 'noLink', line: 5 },
  ])
})

it('skips a line of ten megabytes', async () => {
  const text = `{"url":"${url('a')}"}\n{"url":"${'x'.repeat(10_000_000)}"}\n{"url":"${url('b')}"}`
  const { candidates, skipped } = await readImport(text)
  expect(candidates).toHaveLength(2)
  expect(skipped).toMatchObject([{ reason: 'tooLong', line: 2 }])
})

it('tells JSON from other texts with brackets', () => {
  const isTaken = (text: string) => importSource.matches(textMaterial(text))
  expect(isTaken(' [ "https://a.example/" ]')).toBe(true)
  expect(isTaken('{\n  "items": []}')).toBe(true)
  expect(isTaken('[A title](https://a.example/)')).toBe(false)
  expect(isTaken('[01-12] https://a.example/')).toBe(false)
  expect(isTaken('{a,b}')).toBe(false)
})

it('makes something or nothing of any JSON, and never fails', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), async (value) => {
      const { candidates, skipped } = await readImport(JSON.stringify(value), { kind: 'import' })
      for (const candidate of candidates) expect(typeof candidate.url).toBe('string')
      for (const { text } of skipped) expect(text).toBeTypeOf('string')
    }),
    { numRuns: 200 },
  )
})
