import { expect, test } from 'vitest'
import { z } from 'zod'
import { inputIssues } from '../../../src-main/api/input-issues.ts'
import {
  jobQuerySchema,
  newCredentialSchema,
  newJobSchema,
  newSessionSchema,
  settingsPatchSchema,
} from '../../../src-preload/contract/index.ts'

function issuesOf(schema: z.ZodType, input: unknown) {
  return inputIssues(schema.safeParse(input).error?.issues ?? [], input, schema)
}

test('a value that fits has no issues', () => {
  expect(issuesOf(newJobSchema, { urls: ['http://127.0.0.1/a'] })).toEqual([])
})

test('every bad entry of a list is named, with its place and the value as it was sent', () => {
  expect(issuesOf(newJobSchema, { urls: ['ftp://a', 'http://127.0.0.1/', 'b'] })).toEqual([
    { path: 'urls.0', value: 'ftp://a', reason: 'url' },
    { path: 'urls.2', value: 'b', reason: 'url' },
  ])
})

test('a value deep inside is named by its dotted path', () => {
  const input = { episodes: [{ url: 'http://127.0.0.1/' }, { url: 'http://127.0.0.1/', mirrors: ['http://127.0.0.1/', 'no'] }] }
  expect(issuesOf(newJobSchema, input)).toEqual([{ path: 'episodes.1.mirrors.1', value: 'no', reason: 'url' }])
})

test.each([
  [{ maxSlots: 513 }, { path: 'maxSlots', value: 513, reason: 'maximum', minimum: 0, maximum: 512 }],
  [{ maxSlots: -1 }, { path: 'maxSlots', value: -1, reason: 'minimum', minimum: 0, maximum: 512 }],
  [{ maxSlots: 2.5 }, { path: 'maxSlots', value: 2.5, reason: 'type', minimum: 0, maximum: 512 }],
  [{ maxSlots: '3' }, { path: 'maxSlots', value: '3', reason: 'type', minimum: 0, maximum: 512 }],
  [{ maxSlots: null }, { path: 'maxSlots', value: null, reason: 'type', minimum: 0, maximum: 512 }],
  [{ retry: { maxAttempts: 0 } }, { path: 'retry.maxAttempts', value: 0, reason: 'minimum', minimum: 1, maximum: 100 }],
  [{ onConflict: 'ask' }, { path: 'onConflict', value: 'ask', reason: 'option', options: ['rename', 'overwrite', 'skip'] }],
  [{ autoScale: 'yes' }, { path: 'autoScale', value: 'yes', reason: 'type' }],
  [
    { autoScaleBounds: { maxSlots: 0 } },
    { path: 'autoScaleBounds.maxSlots', value: 0, reason: 'minimum', minimum: 1, maximum: 512 },
  ],
  [{ turbo: 'on' }, { path: 'turbo', value: 'on', reason: 'unknown' }],
  [{ downloadDirectory: '' }, { path: 'downloadDirectory', value: '', reason: 'minimum', minimum: 1 }],
])('the setting %j is refused with what would be right', (input, issue) => {
  expect(issuesOf(settingsPatchSchema, input)).toEqual([issue])
})

test('each unknown key is an entry of its own', () => {
  expect(issuesOf(settingsPatchSchema, { a: 1, b: { c: 2 } })).toEqual([
    { path: 'a', value: 1, reason: 'unknown' },
    { path: 'b', value: { c: 2 }, reason: 'unknown' },
  ])
})

test('what is missing has no value', () => {
  expect(issuesOf(newJobSchema, { episodes: [{}] })).toEqual([{ path: 'episodes.0.url', reason: 'missing' }])
})

test('the whole input has an empty path', () => {
  expect(issuesOf(newJobSchema, 'text')).toEqual([{ path: '', value: 'text', reason: 'type' }])
  expect(issuesOf(newJobSchema, undefined)).toEqual([{ path: '', reason: 'missing' }])
})

test('numbers in a query keep their text, and their range is told', () => {
  expect(issuesOf(jobQuerySchema, { limit: '5000', offset: 'x' })).toEqual([
    { path: 'offset', value: 'x', reason: 'type', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    { path: 'limit', value: '5000', reason: 'maximum', minimum: 1, maximum: 1_000 },
  ])
})

test('a text that is split into parts is refused once and whole', () => {
  const [issue, ...more] = issuesOf(jobQuerySchema, { status: 'queued,wrong,worse' })
  expect(issue).toMatchObject({ path: 'status', value: 'queued,wrong,worse', reason: 'option' })
  expect(issue?.options).toContain('completed')
  expect(more).toEqual([])
})

test('a list given for such a text is refused entry by entry', () => {
  expect(issuesOf(jobQuerySchema, { status: ['queued', 'wrong'] })).toMatchObject([
    { path: 'status.1', value: 'wrong', reason: 'option' },
  ])
})

test('a bad name of a header is named, and where a bad value stands', () => {
  const input = { urls: ['http://127.0.0.1/'], headers: { 'bad name': 'x', Range: 'bytes=0-', 'X-Fine': 'a\nb' } }
  expect(issuesOf(newJobSchema, input)).toEqual([
    { path: 'headers.bad name', value: 'bad name', reason: 'format' },
    { path: 'headers.Range', value: 'Range', reason: 'this header is set by Staffel itself' },
    { path: 'headers.X-Fine', value: '…', reason: 'format' },
  ])
})

test('a rule of the contract gives its own reason', () => {
  expect(issuesOf(newJobSchema, {})).toEqual([{ path: 'urls', reason: 'give one of urls, episodes, input and inspection' }])
})

test('a long value is cut at 2,000 characters, a large one becomes the beginning of its JSON', () => {
  const [text] = issuesOf(newJobSchema, { urls: ['x'.repeat(5_000)] })
  expect(text?.value).toBe('x'.repeat(2_000))
  const [list] = issuesOf(newJobSchema, { urls: [Array.from({ length: 5_000 }, () => 1)] })
  expect(list?.value).toBe(`[${'1,'.repeat(5_000)}`.slice(0, 2_000))
})

test.each([Number.NaN, 10n, () => 1, new Date(Number.NaN), new Map([[1, 2]])])(
  'the odd value %s still makes an entry that is JSON',
  (value) => {
    const issues = issuesOf(z.strictObject({ a: z.string() }), { a: value })
    expect(issues).toHaveLength(1)
    expect(JSON.parse(JSON.stringify(issues))).toEqual(issues)
  },
)

test('a value of very many brackets in each other is named as far as anybody reads it', () => {
  const [issue] = issuesOf(newJobSchema, { urls: [JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)] })
  expect(issue).toMatchObject({ path: 'urls.0', reason: 'type' })
  expect(JSON.stringify(issue?.value)).toMatch(/^\[{40,}"…"\]+$/)
})

test('a key named __proto__ is no way out of the input', () => {
  const issues = issuesOf(newJobSchema, JSON.parse('{"urls":["http://127.0.0.1/"],"__proto__":{"toString":1}}'))
  expect(issues).toEqual([{ path: '__proto__', value: { toString: 1 }, reason: 'unknown' }])
})

test.each([
  [newJobSchema, { urls: ['http://127.0.0.1/'], headers: { 'X-Key': 'hush\n' } }, 'headers.X-Key'],
  [newJobSchema, { urls: ['http://127.0.0.1/'], headers: 'X-Key: hush' }, 'headers'],
  [newJobSchema, { headers: { 'X-Key': 'hush' }, urls: [], episodes: [] }, 'urls'],
  [newSessionSchema, { name: 'x', cookies: [{ name: 'a', value: 'hush'.repeat(2_000), domain: 'a' }] }, 'cookies.0.value'],
  [newSessionSchema, { name: 'x', cookies: ['a=hush'] }, 'cookies.0'],
  [newSessionSchema, { name: 'x', cookies: 'a=hush' }, 'cookies'],
  [newSessionSchema, { name: 'x', cookies: [{ name: 'a', value: 'hush', domain: 'a' }], cookiesText: 'a=hush' }, 'cookies'],
  [newSessionSchema, { name: 'x', cookiesText: { a: 'hush' } }, 'cookiesText'],
  [newCredentialSchema, { host: 'a', secret: 'hush\n' }, 'secret'],
])('what is wrong with a secret is said without it (%#)', (schema, input, path) => {
  const issues = issuesOf(schema, input)
  expect(issues).toContainEqual(expect.objectContaining({ path }))
  expect(JSON.stringify(issues)).not.toContain('hush')
})
