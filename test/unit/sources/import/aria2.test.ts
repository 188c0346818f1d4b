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

it('takes of the options what a file and its job can have, and names the others once and without what they say', async () => {
  const text = [
    url('a'),
    '  out=part one/a.iso',
    '  dir=isos',
    `  checksum=sha-256=${'ab'.repeat(32)}`,
    '  header=Authorization: Bearer hush-1',
    '  header=Cookie: sid=hush-2',
    '  header=Range: bytes=0-',
    '  header=sid=hush-3; x=1',
    '  user-agent=Someone/1.0',
    '  referer=https://pages.example/',
    '  load-cookies=/home/me/hush-4',
    '  all-proxy=http://me:hush-5@proxy.example',
    '  max-download-limit=100K',
    '  split=8',
    '  max-connection-per-server=4',
    '  pause=true',
    '  gid=0123456789abcdef',
    url('b'),
    '\tsplit=0',
    '\tall-proxy=http://hush-6',
    '\treferer=*',
  ].join('\r\n')
  const { candidates, skipped } = await readImport(text)
  expect(candidates).toEqual([
    {
      url: url('a'),
      fileName: 'a.iso',
      directory: 'isos/part one',
      checksum: { algorithm: 'sha-256', expected: 'ab'.repeat(32) },
      carried: {
        headers: {
          Authorization: 'Bearer hush-1',
          'User-Agent': 'Someone/1.0',
          Referer: 'https://pages.example/',
          Cookie: 'sid=hush-2',
        },
        connections: 4,
        startPaused: true,
      },
    },
    { url: url('b') },
  ])
  expect(skipped).toEqual([
    { text: 'header Range', reason: 'unknownField', line: 7 },
    { text: 'header', reason: 'badValue', line: 8 },
    { text: 'load-cookies', reason: 'unreadable', line: 11 },
    { text: 'all-proxy', reason: 'unknownField', line: 12 },
    { text: 'max-download-limit', reason: 'unknownField', line: 13 },
    { text: 'split=0', reason: 'badValue', line: 19 },
    { text: 'referer=*', reason: 'badValue', line: 21 },
  ])
  expect(JSON.stringify(skipped)).not.toContain('hush')
})

it('puts the user name and password of an entry into its addresses of the same server', async () => {
  const { candidates } = await readImport(
    `${url('a')}\thttps://mirror.example/a\t${url('c')}\n  http-user=me\n  http-passwd=p:@ss\nhttps://you:own@files.example/b\n  http-user=me\n`,
  )
  expect(candidates).toEqual([
    {
      url: 'https://me:p%3A%40ss@files.example/a',
      mirrors: ['https://mirror.example/a', 'https://me:p%3A%40ss@files.example/c'],
    },
    { url: 'https://you:own@files.example/b' },
  ])
})

it('takes no more header fields of one entry than anybody can mean', async () => {
  const fields = Array.from({ length: 150 }, (_, at) => `  header=X-${at}: ${at}\n`).join('')
  const { candidates, skipped } = await readImport(`${url('a')}\n${fields}${url('b')}\n  header=X: ${'x'.repeat(20_000)}\n`)
  expect(Object.keys(candidates[0]?.carried?.headers ?? {})).toHaveLength(100)
  expect(candidates[1]).toEqual({ url: url('b') })
  expect(skipped.map(({ text, reason }) => [text, reason])).toEqual([
    ['header', 'limit'],
    ['header X', 'badValue'],
  ])
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
