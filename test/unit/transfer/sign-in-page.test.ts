import { describe, expect, test } from 'vitest'
import { mergeCookies } from '../../../src-main/transfer/worker/merge-cookies.ts'
import { isSignInPage } from '../../../src-main/transfer/worker/sign-in-page.ts'

const page = { status: 200, contentType: 'text/html' }
const file = 'https://files.example.com/archive/part-1.zip'

describe('a redirect ends at a sign-in page', () => {
  test.each([
    'https://files.example.com/login?next=/archive/part-1.zip',
    'https://files.example.com/users/sign_in',
    'https://login.example.com/',
    'https://sso.example.com/idp/profile',
    'https://files.example.com/index.php?action=login',
    'https://files.example.com/Account/LogOn?ReturnUrl=%2Farchive',
    'https://portal.example.de/anmelden',
    'https://files.example.com/wp-login.php',
  ])('at %s', (answeredUrl) => {
    expect(isSignInPage({ ...page, askedUrl: file, answeredUrl })).toBe(true)
  })

  test.each([
    ['where nothing redirects', file, file, page],
    ['where it is no page', file, 'https://login.example.com/', { status: 200, contentType: 'application/zip' }],
    ['where it is an error', file, 'https://login.example.com/', { status: 404, contentType: 'text/html' }],
    ['where only the way back says so', file, 'https://files.example.com/moved?from=/login/x', page],
    ['where the word is part of another', file, 'https://files.example.com/weblogins/authors', page],
    ['where that was asked for', 'https://example.com/login', 'https://example.com/login/', page],
    ['where the file is the same', 'https://a.example.com/guide.html', 'https://auth.example.com/guide.html', page],
  ])('not %s', (_, askedUrl, answeredUrl, { status, contentType }) => {
    expect(isSignInPage({ askedUrl, answeredUrl, status, contentType })).toBe(false)
  })
})

test.each([
  [undefined, null, undefined],
  ['a=1', null, 'a=1'],
  [undefined, 'b=2', 'b=2'],
  ['a=1; b=1', 'b=2; c=2', 'b=2; c=2; a=1'],
  [' a=1 ;; b', 'a=2', 'a=2; b'],
])('the user’s cookies %s and the session’s %s are %s', (users, sessions, expected) => {
  expect(mergeCookies(users, sessions)).toBe(expected)
})
