import { describe, expect, test } from 'vitest'
import { mayGo, plainUserAgent, shownAddress } from '../../../src-main/electron/sign-in/guest-rules.ts'

describe('a page to sign in at', () => {
  test.each(['https://login.example/', 'http://nas.local:5000/login', 'about:blank'])('may go to %s', (url) => {
    expect(mayGo(url, true)).toBe(true)
  })

  test.each([
    'app://staffel/index.html',
    'file:///etc/passwd',
    'data:text/html,x',
    'blob:https://login.example/1',
    'javascript:alert(1)',
    'chrome://settings',
    'view-source:https://login.example/',
    'devtools://devtools/bundled/inspector.html',
    'about:srcdoc',
    'mailto:a@b.example',
    'ftp://login.example/',
    'no address',
  ])('may not go to %s', (url) => {
    expect(mayGo(url, true)).toBe(false)
  })

  test('may hold frames of what its own scripts made, and of nothing on this machine', () => {
    const frames = ['about:srcdoc', 'about:blank', 'blob:https://login.example/1', 'data:text/html,x', 'https://captcha.example/']
    expect(frames.filter((url) => !mayGo(url, false))).toEqual([])
    expect(['file:///etc/passwd', 'app://staffel/', 'chrome://gpu'].filter((url) => mayGo(url, false))).toEqual([])
  })
})

describe('the user agent', () => {
  test.each([
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) staffel/0.1.0 Chrome/150.0.7000.1 Electron/45.4.1 Safari/537.36',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.7000.1 Electron/45.4.1 Safari/537.36',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.7000.1 Safari/537.36',
  ])('names the engine and nothing else: %s', (userAgent) => {
    expect(plainUserAgent(userAgent)).toBe(
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.7000.1 Safari/537.36',
    )
  })

  test('keeps what it says of the system', () => {
    const system = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)'
    expect(plainUserAgent(`${system} Staffel/1.0.0-beta.1 Chrome/150.0.0.0 Electron/45.0.0-alpha.2 Safari/537.36`)).toBe(
      `${system} Chrome/150.0.0.0 Safari/537.36`,
    )
  })
})

test('the shown address is whose page it is and where in it, without anything that may be secret', () => {
  expect(shownAddress('https://anna:secret@login.example:8443/a/b?token=x#y')).toEqual({
    origin: 'https://login.example:8443',
    path: '/a/b',
    isEncrypted: true,
  })
  expect(shownAddress('http://nas.local/')).toEqual({ origin: 'http://nas.local', path: '', isEncrypted: false })
  // Letters that look like others are told as what they are.
  expect(shownAddress('https://аpple.example/').origin).toBe('https://xn--pple-43d.example')
  expect(shownAddress('about:blank')).toEqual({ origin: 'about:blank', path: '', isEncrypted: false })
})
