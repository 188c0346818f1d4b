import { expect, test } from 'vitest'
import { readHeaders } from '../../../src-renderer/features/add/read-headers.ts'

test('header fields are read line by line, colons in values and blank lines included', () => {
  expect(readHeaders('Referer: https://example.org/\r\n\n  X-Token :  a b  \nEmpty:')).toEqual({
    headers: { Referer: 'https://example.org/', 'X-Token': 'a b', Empty: '' },
    badLine: null,
  })
})

test('the first line that is no field is named', () => {
  expect(readHeaders('A: 1\nnothing\nalso nothing').badLine).toBe(2)
  expect(readHeaders('two words: 1').badLine).toBe(1)
})
