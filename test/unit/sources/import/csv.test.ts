import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { importSource } from '../../../../src-main/sources/import.ts'
import { textMaterial } from '../../../support/sources/tools.ts'
import { readImport } from './reading.ts'

const url = (name: string) => `https://files.example/${name}`

it('guesses columns by their names, in whichever order they stand', async () => {
  const text = [
    'No,File Name,SHA-256,Link,Titel,Größe',
    `1,a.pdf,${'ab'.repeat(32)},${url('a')},First,12`,
    `2,b.pdf,,${url('b')},Second,1.5 MB`,
  ].join('\r\n')
  const { candidates, preview, skipped } = await readImport(text)
  expect(preview?.columns).toEqual({ url: 3, title: 4, fileName: 1, size: 5, checksum: 2 })
  expect(preview?.rows[0]).toEqual(['No', 'File Name', 'SHA-256', 'Link', 'Titel', 'Größe'])
  expect(candidates).toEqual([
    {
      url: url('a'),
      title: 'First',
      fileName: 'a.pdf',
      size: 12,
      checksum: { algorithm: 'sha-256', expected: 'ab'.repeat(32) },
    },
    { url: url('b'), title: 'Second', fileName: 'b.pdf', size: 1_500_000 },
  ])
  expect(skipped).toEqual([])
})

it('guesses columns by what stands in them where nothing names them', async () => {
  const rows = [1, 2, 3].map((n) => [String(n), `Deed ${n}`, `deed-${n}.pdf`, url(`${n}`), 'c'.repeat(40)])
  const { candidates, preview } = await readImport(rows.map((row) => row.join(';')).join('\n'), { fileName: 'deeds.csv' })
  expect(preview?.columns).toMatchObject({ url: 3, fileName: 2, checksum: 4, title: 1 })
  expect(candidates).toHaveLength(3)
  expect(candidates[2]).toMatchObject({ title: 'Deed 3', fileName: 'deed-3.pdf', checksum: { algorithm: 'sha-1' } })
})

it('makes links of document numbers, whatever stands in them', async () => {
  const text = 'number,name\nA-1,one\n../../x?y=1,two\n,three\n'
  const columns = { url: 0, title: 1, urlTemplate: 'https://archive.example/{column}/scan-{column}.pdf' }
  const { candidates, skipped } = await readImport(text, { columns, fileName: 'numbers.csv' })
  expect(candidates).toEqual([
    { url: 'https://archive.example/A-1/scan-A-1.pdf', title: 'one' },
    { url: 'https://archive.example/..%2F..%2Fx%3Fy%3D1/scan-..%2F..%2Fx%3Fy%3D1.pdf', title: 'two' },
  ])
  expect(skipped).toEqual([{ text: 'three', reason: 'noLink', line: 4 }])
})

it('shows a preview of a table without addresses, and says of each line that it has none', async () => {
  const { candidates, preview, skipped } = await readImport('number,name\n17,one\n18,two\n', { fileName: 'numbers.csv' })
  expect(candidates).toEqual([])
  expect(preview).toMatchObject({
    rows: [
      ['number', 'name'],
      ['17', 'one'],
      ['18', 'two'],
    ],
  })
  expect(preview?.columns).toBeUndefined()
  expect(skipped).toEqual([
    { text: '17,one', reason: 'noLink', line: 2 },
    { text: '18,two', reason: 'noLink', line: 3 },
  ])
})

it('says on which line something is bad, and reads on behind it', async () => {
  const text = [
    'url,size,checksum',
    `${url('a')},many,`,
    '',
    `${url('b')},7,123`,
    `"${url('c')}`,
    `${url('d')},8,`,
    `${url('e')},9,`,
  ].join('\r\n')
  const { candidates, lines, skipped } = await readImport(text)
  expect(candidates.map((candidate) => candidate.url)).toEqual(['a', 'b', 'd', 'e'].map(url))
  expect(lines).toEqual([2, 4, 6, 7])
  expect(skipped).toEqual([
    { text: 'many', reason: 'badValue', line: 2 },
    { text: '123', reason: 'badValue', line: 4 },
    { text: `"${url('c')}`, reason: 'badValue', line: 5 },
  ])
})

it('counts the lines inside of quotes, too', async () => {
  const text = `url,title\r\n${url('a')},"two\r\nlines"\r\n${url('b')},x\r\n`
  expect((await readImport(text)).lines).toEqual([3, 4])
})

it('skips a line of ten megabytes and reads those around it', async () => {
  const text = `url,title\n${url('a')},x\n${url('b')},${'y'.repeat(10_000_000)}\n${url('c')},z\n`
  const { candidates, skipped } = await readImport(text)
  expect(candidates.map((candidate) => candidate.url)).toEqual([url('a'), url('c')])
  expect(skipped).toMatchObject([{ reason: 'tooLong', line: 3 }])
})

it('gives up on a file in which quotes never end', async () => {
  const hopeless = Array.from({ length: 200 }, (_, n) => `${url(`${n}`)},"${'x'.repeat(140_000)}`).join('\n')
  await expect(readImport(`url,title\n${hopeless}`)).rejects.toMatchObject({ reason: 'malformed', details: { detail: 'quotes' } })
})

it('takes a pasted text for a table only where it looks it in full', () => {
  const isTaken = (text: string, fileName: string | null = null) => importSource.matches(textMaterial(text, fileName))
  expect(isTaken(`url,title\n${url('a')},one\n${url('b')},two`)).toBe(true)
  expect(isTaken(`${url('a')}\tone\n${url('b')}\ttwo`)).toBe(true)
  expect(isTaken(['a', 'b', 'c'].map((name, at) => `${at},"Deed ${name}",${url(name)}`).join('\n'))).toBe(true)
  expect(isTaken(`Look here, ${url('a')}\nand there, ${url('b')}`)).toBe(false)
  expect(isTaken(`${url('a')}\n${url('b')}`)).toBe(false)
  expect(isTaken(`${url('a')}\n${url('b')}`, 'links.csv')).toBe(true)
  expect(isTaken('PK\u0003\u0004\0\0', 'links.csv')).toBe(false)
})

it('reads whatever another program writes as CSV, with each delimiter and line end', async () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim())
  const row = fc.tuple(
    fc.webUrl(),
    cell,
    cell.filter((text) => text !== ''),
    fc.nat(),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 2, maxLength: 30 }),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('unix' as const, 'windows' as const),
      fc.boolean(),
      async (rows, delimiter, lineEnd, hasBom) => {
        const text = stringify(rows, {
          delimiter,
          record_delimiter: lineEnd,
          bom: hasBom,
          header: true,
          columns: ['url', 'title', 'file name', 'size'],
        })
        const { candidates, skipped } = await readImport(text, { fileName: delimiter === '\t' ? 'a.tsv' : 'a.csv' })
        expect(skipped).toEqual([])
        expect(candidates).toEqual(
          rows.map(([address, title, fileName, size]) => ({ url: address, ...(title !== '' && { title }), fileName, size })),
        )
      },
    ),
    { numRuns: 60 },
  )
})
