import { expect, it } from 'vitest'
import { importSource } from '../../../../src-main/sources/import.ts'
import { textMaterial } from '../../../support/sources/tools.ts'
import { readImport } from './reading.ts'

const url = (name: string) => `https://files.example/${name}`

it('takes addresses that are divided by tabs for mirrors of one file', async () => {
  const { candidates, lines } = await readImport(
    `# a comment\n${url('a')}\t${url('m1')}\t${url('m2')}\n\n${url('b')}\n  out=b.bin\n`,
  )
  expect(candidates).toEqual([
    { url: url('a'), mirrors: [url('m1'), url('m2')] },
    { url: url('b'), fileName: 'b.bin' },
  ])
  expect(lines).toEqual([2, 4])
})

it('takes of the options what a file can have, and names the others once and without what they say', async () => {
  const text = [
    url('a'),
    '  out=part one/a.iso',
    '  dir=isos',
    `  checksum=sha-256=${'ab'.repeat(32)}`,
    '  header=Authorization: Bearer hush-1',
    '  user-agent=Someone/1.0',
    '  http-passwd=hush-2',
    '  split=5',
    '  gid=0123456789abcdef',
    url('b'),
    '\tsplit=5',
    '\theader=X-Other: hush-3',
  ].join('\r\n')
  const { candidates, skipped } = await readImport(text)
  expect(candidates).toEqual([
    {
      url: url('a'),
      fileName: 'a.iso',
      directory: 'isos/part one',
      checksum: { algorithm: 'sha-256', expected: 'ab'.repeat(32) },
    },
    { url: url('b') },
  ])
  expect(skipped).toEqual([
    { text: 'header=Authorization', reason: 'unknownField', line: 5 },
    { text: 'user-agent', reason: 'unknownField', line: 6 },
    { text: 'http-passwd', reason: 'unknownField', line: 7 },
    { text: 'split', reason: 'unknownField', line: 8 },
    { text: 'header=X-Other', reason: 'unknownField', line: 12 },
  ])
  expect(JSON.stringify(skipped)).not.toContain('hush')
})

it.each(['/home/me/Downloads', 'C:\\Users\\me', '\\\\server\\share', '~/x', '../up', 'a/../../b'])(
  'keeps files below the job’s folder, whatever %s says',
  async (folder) => {
    const { candidates, skipped } = await readImport(`${url('a')}\n dir=${folder}\n out=${folder}\n`)
    expect(candidates).toEqual([{ url: url('a') }])
    expect(skipped).toEqual([
      { text: `dir=${folder}`, reason: 'badValue', line: 2 },
      { text: `out=${folder}`, reason: 'badValue', line: 3 },
    ])
  },
)

it('leaves addresses out that are none for http, and fetches the others of the same file', async () => {
  const { candidates, skipped } = await readImport(
    `ftp://files.example/a\t${url('a')}\n out=a\nmagnet:?xt=urn:btih:1\n out=m\n${url('b')}\n checksum=sha-1=12\n`,
  )
  expect(candidates).toEqual([
    { url: url('a'), fileName: 'a' },
    { url: 'magnet:?xt=urn:btih:1', fileName: 'm' },
    { url: url('b') },
  ])
  expect(skipped).toEqual([
    { text: 'ftp://files.example/a', reason: 'scheme', line: 1 },
    { text: 'checksum=sha-1=12', reason: 'badValue', line: 6 },
  ])
})

it('leaves a plain list of addresses to whoever reads texts', () => {
  const isTaken = (text: string) => importSource.matches(textMaterial(text))
  expect(isTaken(`${url('a')}\n${url('b')}\n`)).toBe(false)
  expect(isTaken(`${url('a')}\n  and this is how=it works\n`)).toBe(false)
  expect(isTaken(`${url('a')}\n  out=b\n`)).toBe(true)
})
