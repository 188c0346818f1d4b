import { expect, test } from 'vitest'
import { mayHavePort } from '../../../src-main/electron/port-sender.ts'

const ours = { isWindow: true, isMainFrame: true, url: 'app://staffel/index.html' }

test('the page of our window has its port', () => {
  expect(mayHavePort(ours)).toBe(true)
})

test.each([
  ['another window', { ...ours, isWindow: false }],
  ['a frame in the page', { ...ours, isMainFrame: false }],
  ['a page of another scheme', { ...ours, url: 'https://staffel/index.html' }],
  ['a page of another host', { ...ours, url: 'app://staffel.example/index.html' }],
  ['a page that names us as its user', { ...ours, url: 'app://staffel@elsewhere/index.html' }],
  ['a page without an address', { ...ours, url: '' }],
])('%s has none', (_who, sender) => {
  expect(mayHavePort(sender)).toBe(false)
})
