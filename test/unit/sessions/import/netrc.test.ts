import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readNetrc } from '../../../../src-main/sessions/import/netrc.ts'

const ann = { host: 'media.example', scheme: 'automatic', username: 'ann', secret: 'pw' }

test('gives a credential for each machine, however its words are spread over lines', () => {
  const text =
    'machine media.example login ann password pw\nmachine\n  Other.Example:8080\n\tlogin bob\r\n  account x password p#w # mine\n'
  expect(readNetrc(text)).toEqual({
    credentials: [ann, { ...ann, host: 'other.example:8080', username: 'bob', secret: 'p#w' }],
    problems: [],
  })
})

test('a value in quotes may hold blanks, quotes and words that mean something elsewhere', () => {
  const text = String.raw`machine media.example login ann password "a \"b\" \\ machine x"`
  expect(readNetrc(text).credentials).toEqual([{ ...ann, secret: String.raw`a "b" \ machine x` }])
})

test('macros and comments are skipped, whatever they hold', () => {
  const text =
    '# machine a.example login x password y\nmacdef init\nmachine b.example login x password y\n\nmachine media.example login ann password pw'
  expect(readNetrc(text)).toEqual({ credentials: [ann], problems: [] })
})

test('what cannot be used is named by its line and host, never by a secret', () => {
  const text = [
    'default login ann password pw',
    'machine no-password.example login ann',
    'machine no-login.example password pw',
    'machine bad/host login ann password pw',
    'machine colon.example login a:b password pw',
    'machine media.example login ann password pw extra',
    'machine media.example login bob password other',
  ].join('\n')
  const { credentials, problems } = readNetrc(text)
  expect(credentials).toEqual([ann])
  expect(problems).toEqual([
    { line: 6, name: null, reason: 'unknownWord' },
    { line: 1, name: null, reason: 'defaultEntry' },
    { line: 2, name: 'no-password.example', reason: 'noPassword' },
    { line: 3, name: 'no-login.example', reason: 'noLogin' },
    { line: 4, name: 'bad/host', reason: 'badDomain' },
    { line: 5, name: 'colon.example', reason: 'badCharacters' },
    { line: 7, name: 'media.example', reason: 'duplicate' },
  ])
})

test('any text is answered', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readNetrc(`machine a login ${text}`)))
})

test.each(['x', ' ', '"', '\\', '#', 'machine a ', 'macdef\n', '#\n', 'a\n'])('a text of 2 MB of %j is answered', (piece) => {
  const { credentials, problems } = readNetrc(`machine a login ann password pw ${piece.repeat(2_000_000 / piece.length)}`)
  expect(credentials.length).toBeLessThanOrEqual(1)
  expect(problems.length).toBeLessThanOrEqual(201)
})

test('of 12,000 machines the first 10,000 are taken, and the number of the others is told', () => {
  const machine = (index: number) => `machine host${index}.example login ann password pw`
  const { credentials, problems } = readNetrc(Array.from({ length: 12_000 }, (_, index) => machine(index)).join('\n'))
  expect([credentials.length, problems]).toEqual([10_000, [{ line: null, name: '2000', reason: 'tooMany' }]])
})
