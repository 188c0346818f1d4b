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
      `curl -u me:hush-1 -H 'Authorization: Bearer hush-2' -b sid=hush-3 --limit-rate 1M ${url('a')}`,
      `wget --header='Cookie: hush-4' --password=hush-5 -r --post-data=hush-6 ${url('b')}`,
      `curl -d secret=hush-7 ${url('c')}`,
      `wget -i urls.txt`,
    ].join('\n'),
  )
  expect(candidates).toEqual([{ url: url('a') }])
  expect(skipped).toEqual([
    { text: '-u', reason: 'unknownField', line: 1 },
    { text: '-H Authorization', reason: 'unknownField', line: 1 },
    { text: '-b', reason: 'unknownField', line: 1 },
    { text: '--limit-rate', reason: 'unknownField', line: 1 },
    { text: '--header Cookie', reason: 'unknownField', line: 2 },
    { text: '--password', reason: 'unknownField', line: 2 },
    { text: '-r', reason: 'unknownField', line: 2 },
    { text: `wget ${url('b')}`, reason: 'badValue', line: 2 },
    { text: `curl ${url('c')}`, reason: 'badValue', line: 3 },
    { text: '-i urls.txt', reason: 'unreadable', line: 4 },
    { text: 'wget', reason: 'noLink', line: 4 },
  ])
  expect(JSON.stringify(skipped)).not.toContain('hush')
})

it('makes the query that -G asks for', async () => {
  const { candidates } = await readImport(`curl -G ${url('a')} --data-urlencode 'q=x y' -d n=1`)
  expect(candidates).toEqual([{ url: url('a?q=x%20y&n=1') }])
})

it('reads what a browser copies for Windows', async () => {
  const { candidates } = await readImport(
    `curl ^"${url('a?x=1^&y=2')}^" ^\r\n  -H ^"accept: */*^" &\r\ncurl ^"${url('b')}^" ^\r\n  --compressed`,
  )
  expect(candidates).toEqual([{ url: url('a?x=1&y=2') }, { url: url('b') }])
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
