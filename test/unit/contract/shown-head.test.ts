import { expect, test } from 'vitest'
import { shownRequest, shownResponse } from '../../../src-preload/contract/shown-head.ts'

const request = {
  host: 'a.example',
  'user-agent': 'Staffel',
  range: 'bytes=5-',
  cookie: 'sid=abcdef123456',
  authorization: 'Bearer hunter2hunter2',
  'x-mine': 'my own value',
  referer: 'https://a.example/?key=1',
}
const shownValue = (fields: readonly { name: string; value: string | null }[], name: string) =>
  fields.find((field) => field.name === name)?.value

test('of a request only what this program says itself is shown, and the names of all else', () => {
  const shown = shownRequest(request)
  expect(shown.map(({ name }) => name)).toEqual(Object.keys(request))
  expect(shown.flatMap(({ name, value }) => (value === null ? [] : [name]))).toEqual(['host', 'user-agent', 'range'])
})

test('an agent that the person set is theirs', () => {
  expect(shownValue(shownRequest({ 'user-agent': 'Mozilla/5.0' }), 'user-agent')).toBeNull()
})

test('of an answer nothing is shown that opens a door, by its name or because it repeats what was sent', () => {
  const shown = shownResponse(
    {
      'content-length': '12',
      etag: '"abc"',
      'set-cookie': ['sid=1; HttpOnly', 'other=2'],
      'x-csrf-value': 'x',
      'x-echo': 'you sent abcdef123456',
      'x-amz-security-token': 'zzz',
    },
    request,
  )
  expect(shownValue(shown, 'content-length')).toBe('12')
  expect(shownValue(shown, 'etag')).toBe('"abc"')
  for (const name of ['set-cookie', 'x-csrf-value', 'x-echo', 'x-amz-security-token']) expect(shownValue(shown, name)).toBeNull()
})

test('addresses are shown as a report shows them', () => {
  const shown = shownResponse(
    { location: 'https://u:p@cdn.example/file?id=7&token=geheim', link: '</next?sig=geheim>; rel=next' },
    {},
  )
  expect(shownValue(shown, 'location')).toBe('https://cdn.example/file?id=7&token=…')
  expect(shownValue(shown, 'link')).toBe('</next?…>; rel=next')
})
