import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recogniseCookies } from '../../../../src-main/sessions/import/recognise.ts'
import { importProblemSchema, newCookieSchema } from '../../../../src-preload/contract/index.ts'

const nowMs = Date.UTC(2026, 10, 22)
const megabytes = 10_000_000

/** Everything that may be handed in without a throw, with an answer that can be shown. */
function survives(text: string) {
  const recognised = recogniseCookies(text, 'media.example', nowMs)
  for (const cookie of recognised.cookies) expect(newCookieSchema.safeParse(cookie).error).toBeUndefined()
  for (const problem of recognised.problems) expect(importProblemSchema.safeParse(problem).error).toBeUndefined()
  expect(recognised.problems.length).toBeLessThan(300)
  expect(recognised.cookies.length).toBeLessThanOrEqual(10_000)
  return recognised
}

const hugeLines: readonly (readonly [string, string])[] = [
  ['letters', 'x'.repeat(megabytes)],
  ['tabs', '\t'.repeat(megabytes)],
  ['blanks', ' '.repeat(megabytes)],
  ['pairs', 'a=b;'.repeat(megabytes / 4)],
  ['pairs without signs', `a=b;${'c;'.repeat(megabytes / 2)}`],
  ['brackets', '['.repeat(megabytes)],
  ['a value', `media.example\tFALSE\t/\tFALSE\t0\tsid\t${'v'.repeat(megabytes)}`],
  ['words of a command', `curl ${'a '.repeat(megabytes / 2)}`],
  ['an open quote', `curl '${'x'.repeat(megabytes)}`],
  ['backslashes in a quote', `curl "${'\\'.repeat(megabytes)}"`],
  ['escapes in a quote', `curl $'${'\\x41'.repeat(megabytes / 4)}'`],
  ['quotes', `curl ${`''`.repeat(megabytes / 2)}`],
  ['carets', `curl ^"${'^^'.repeat(megabytes / 2)}^" ^\n`],
  ['quotes for Windows', `curl ^"${'^"'.repeat(megabytes / 2)} ^\n`],
  ['backslashes for Windows', `curl ^"${'\\'.repeat(megabytes)} ^\n`],
  ['empty lines before an option for Windows', `curl ^"a^"${'\n'.repeat(megabytes)}-x`],
  ['dollars before a command', `${'$ '.repeat(megabytes / 2)}curl`],
  ['new lines', 'curl a\n'.repeat(megabytes / 7)],
]

test.each(hugeLines)('10 MB of %s are answered', (_, text) => {
  survives(text)
})

test('of 100,000 lines the first 10,000 cookies are taken, and the number of the others is told', () => {
  const line = (index: number) => `media.example\tFALSE\t/\tFALSE\t0\tname${index}\tv`
  const { cookies, problems } = survives(Array.from({ length: 100_000 }, (_, index) => line(index)).join('\n'))
  expect(cookies).toHaveLength(10_000)
  expect(problems).toEqual([{ line: null, name: '90000', reason: 'tooMany' }])
})

test('of 100,000 bad lines the first 200 are told, and the number of the others', () => {
  const { problems } = survives(`# Netscape HTTP Cookie File\n${'media.example\tFALSE\n'.repeat(100_000)}`)
  expect(problems).toHaveLength(201)
  expect(problems.at(-1)).toEqual({ line: null, name: '99800', reason: 'moreProblems' })
})

test('names of inherited properties are names like others', () => {
  const plain = survives('{"__proto__": "a", "constructor": "b", "toString": "c"}')
  expect(plain.cookies.map(({ name, value }) => [name, value])).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
    ['toString', 'c'],
  ])
  expect(survives('[{"__proto__": {"name": "a", "value": "b", "domain": "c.example"}}]').cookies).toEqual([])
  expect(survives('Cookie: __proto__=a; constructor=b').cookies.map(({ name }) => name)).toEqual(['__proto__', 'constructor'])
  const command = survives("curl http://media.example/ -H '__proto__: a' -H 'constructor: b' --__proto__")
  expect(Object.entries(command.request?.headers ?? {})).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ])
})

test('a name is shown without control characters, and cut', () => {
  const { problems } = survives(JSON.stringify([{ name: `a\0b${'c'.repeat(500)}`, value: 'v', domain: 'media.example' }]))
  expect(problems).toEqual([{ line: 1, name: `a�b${'c'.repeat(97)}`, reason: 'badCharacters' }])
})

test('any text at all is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void survives(text)),
    { numRuns: 500 },
  )
})

test('any text behind the beginning of each format is answered', () => {
  const beginnings = [
    'curl ',
    'curl ^"',
    '[{',
    '{"cookies":[',
    '# Netscape HTTP Cookie File\n',
    'Cookie: ',
    '.a.example\tTRUE\t/\tTRUE\t0\t',
  ]
  const pieces = fc.constantFrom(
    '"',
    "'",
    '\\',
    '^',
    '\n',
    '\t',
    ' ',
    ';',
    '=',
    '-',
    '-H',
    "$'",
    '\\x',
    '\\u12',
    '{',
    '}',
    ':',
    ',',
    'a',
    '\0',
    '--',
    '%',
    '\r\n',
  )
  const texts = fc
    .tuple(fc.constantFrom(...beginnings), fc.array(pieces, { maxLength: 60 }))
    .map(([start, rest]) => start + rest.join(''))
  fc.assert(
    fc.property(texts, (text) => void survives(text)),
    { numRuns: 1_000 },
  )
})

test('any JSON is answered', () => {
  fc.assert(
    fc.property(fc.json(), (text) => void survives(text)),
    { numRuns: 500 },
  )
})
