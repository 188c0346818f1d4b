import { expect, it } from 'vitest'
import { importSource } from '../../../../src-main/sources/import.ts'
import { textMaterial } from '../../../support/sources/tools.ts'
import { readImport } from './reading.ts'

const url = (name: string) => `https://files.example/${name}`

it('takes each address of a curl command under the name that its -o gives it', async () => {
  const { candidates, skipped } = await readImport(
    `curl -sSL --create-dirs -o 'one file.pdf' ${url('a?x=1&y=2').replace('&', '\\&')} -O ${url('b')} --output sub/c.pdf "${url('c')}"`,
  )
  expect(candidates).toEqual([
    { url: url('a?x=1&y=2'), fileName: 'one file.pdf' },
    { url: url('b') },
    { url: url('c'), fileName: 'c.pdf', directory: 'sub' },
  ])
  expect(skipped).toEqual([])
})

it('reads a whole script, with its line numbers, and leaves everything else in it alone', async () => {
  const script = [
    '#!/bin/bash',
    'mkdir -p out && cd out',
    '',
    `curl -s ${url('a')} > first.html 2>/dev/null`,
    `$ curl \\`,
    `  -o b.bin \\`,
    `  ${url('b')}; wget -q -nc -P below ${url('c')} ${url('d')}`,
    `curl ${url('e')} | tar xz`,
    `wget -O renamed.bin ${url('f')}`,
  ].join('\n')
  const { candidates, lines, skipped } = await readImport(script, { kind: 'import', fileName: 'get.sh' })
  expect(candidates).toEqual([
    { url: url('a'), fileName: 'first.html' },
    { url: url('b'), fileName: 'b.bin' },
    { url: url('c'), directory: 'below' },
    { url: url('d'), directory: 'below' },
    { url: url('e') },
    { url: url('f'), fileName: 'renamed.bin' },
  ])
  expect(lines).toEqual([4, 5, 7, 7, 8, 9])
  expect(skipped.map(({ text, line }) => [text, line])).toEqual([
    ['mkdir -p out', 2],
    ['cd out', 2],
    ['tar xz', 8],
  ])
})

it('names what is left out of a command, and nothing that could be a secret', async () => {
  const { candidates, skipped } = await readImport(
    [
      `curl -u hush-1 -H @hush-2 -b hush-3.txt -x http://hush-4 --limit-rate 1M ${url('a')}`,
      `curl --digest -u me:hush-5 -H 'Range: bytes=0-' ${url('b')}`,
      `wget --load-cookies cookies.txt -r --post-data=hush-6 ${url('b')}`,
      `curl -d secret=hush-7 ${url('c')}`,
      `wget -i urls.txt`,
    ].join('\n'),
  )
  expect(candidates).toEqual([{ url: url('a') }, { url: url('b') }])
  expect(skipped).toEqual([
    { text: '-H', reason: 'unreadable', line: 1 },
    { text: '-b', reason: 'unreadable', line: 1 },
    { text: '-x', reason: 'unknownField', line: 1 },
    { text: '--limit-rate', reason: 'unknownField', line: 1 },
    { text: '-u', reason: 'unknownField', line: 1 },
    { text: '-H Range', reason: 'unknownField', line: 2 },
    { text: '--load-cookies cookies.txt', reason: 'unreadable', line: 3 },
    { text: '-r', reason: 'unknownField', line: 3 },
    { text: `wget ${url('b')}`, reason: 'badValue', line: 3 },
    { text: `curl ${url('c')}`, reason: 'badValue', line: 4 },
    { text: '-i urls.txt', reason: 'unreadable', line: 5 },
    { text: 'wget', reason: 'noLink', line: 5 },
  ])
  expect(JSON.stringify(skipped)).not.toContain('hush')
})

it('takes the header fields, cookies and credentials of a command for all of its addresses', async () => {
  const carried = (headers: Record<string, string>) => ({ carried: { headers } })
  const { candidates, skipped } = await readImport(
    [
      `curl -A Agent/1 -e 'https://pages.example/;auto' -b 'sid=1; t=2' -H 'X-Key: k' -H 'Accept:' -O ${url('a')} -O ${url('b')}`,
      `curl --oauth2-bearer token ${url('c')} --next -u me:pass ${url('d')} --next ${url('e')}`,
      `wget --header='X-Old: 1' --header= --header 'X-Key: k' -U Agent/2 --referer=https://pages.example/ -P sub ${url('f')}`,
      `wget --user=me --password=pass ${url('g')} https://you:own@files.example/h`,
    ].join('\n'),
  )
  const first = carried({ 'User-Agent': 'Agent/1', Referer: 'https://pages.example/', 'X-Key': 'k', Cookie: 'sid=1; t=2' })
  expect(candidates).toEqual([
    { url: url('a'), ...first },
    { url: url('b'), ...first },
    { url: url('c'), ...carried({ Authorization: 'Bearer token' }) },
    { url: 'https://me:pass@files.example/d' },
    { url: url('e') },
    {
      url: url('f'),
      directory: 'sub',
      ...carried({ 'X-Key': 'k', 'User-Agent': 'Agent/2', Referer: 'https://pages.example/' }),
    },
    { url: 'https://me:pass@files.example/g' },
    { url: 'https://you:own@files.example/h' },
  ])
  expect(skipped).toEqual([])
})

it('makes the query that -G asks for', async () => {
  const { candidates } = await readImport(`curl -G ${url('a')} --data-urlencode 'q=x y' -d n=1`)
  expect(candidates).toEqual([{ url: url('a?q=x%20y&n=1') }])
})

it('reads what a browser copies for Windows', async () => {
  const { candidates } = await readImport(
    `curl ^"${url('a?x=1^&y=2')}^" ^\r\n  -H ^"accept: */*^" &\r\ncurl ^"${url('b')}^" ^\r\n  --compressed`,
  )
  expect(candidates).toEqual([{ url: url('a?x=1&y=2'), carried: { headers: { accept: '*/*' } } }, { url: url('b') }])
})

it('keeps files below the job’s folder', async () => {
  const { candidates, skipped } = await readImport(
    `curl -o /etc/passwd ${url('a')}\nwget -P /tmp ${url('b')}\nwget -O ../../x ${url('c')}`,
  )
  expect(candidates).toEqual([{ url: url('a') }, { url: url('b') }, { url: url('c') }])
  expect(skipped.map(({ text }) => text)).toEqual(['/etc/passwd', '/tmp', '../../x'])
})

it('says which command has a quote without an end, and reads the next', async () => {
  const { candidates, skipped } = await readImport(`curl ${url('a')}\ncurl 'https://files.example/b\ncurl ${url('c')}`)
  expect(candidates).toEqual([{ url: url('a') }, { url: url('c') }])
  expect(skipped).toMatchObject([{ reason: 'badValue', line: 2 }])
})

it('takes for commands what begins with one', () => {
  const isTaken = (text: string) => importSource.matches(textMaterial(text))
  expect(isTaken(`curl ${url('a')}`)).toBe(true)
  expect(isTaken(`#!/bin/sh\n# all\n\nwget ${url('a')}`)).toBe(true)
  expect(isTaken(`user@host:~$ /usr/bin/curl -O ${url('a')}`)).toBe(true)
  expect(isTaken(`PS C:\\> curl.exe ${url('a')}`)).toBe(true)
  expect(isTaken(`With curl ${url('a')} it works`)).toBe(false)
})

it('has a command of five million words told as too long, and reads the next', async () => {
  const { candidates, skipped } = await readImport(`curl ${'a '.repeat(5_000_000)}\ncurl ${url('b')}`)
  expect(candidates).toEqual([{ url: url('b') }])
  expect(skipped).toMatchObject([{ reason: 'tooLong', line: 1 }])
})
