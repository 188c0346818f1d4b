import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { appUrl, isMadeByPage, rendererFile } from '../../../src-main/electron/renderer-file.ts'

describe('the files of the window', () => {
  test.each([
    [appUrl, 'index.html', 'text/html; charset=utf-8'],
    ['app://staffel/', 'index.html', 'text/html; charset=utf-8'],
    ['app://staffel/index.html?x=1#top', 'index.html', 'text/html; charset=utf-8'],
    ['app://staffel/assets/index-BlLjKF06.js', 'assets/index-BlLjKF06.js', 'text/javascript; charset=utf-8'],
    ['app://staffel/assets/index-lIe_uBzy.css', 'assets/index-lIe_uBzy.css', 'text/css; charset=utf-8'],
    ['app://staffel/icon.svg', 'icon.svg', 'image/svg+xml'],
    ['app://staffel/assets/../index.html', 'index.html', 'text/html; charset=utf-8'],
    // Still below the renderer's folder, where there is no such file.
    ['app://staffel/%2e%2e/main/desktop.js', 'main/desktop.js', 'text/javascript; charset=utf-8'],
  ])('%s is %s', (address, path, contentType) => {
    expect(rendererFile(address)).toEqual({ path, contentType })
  })

  test.each([
    'app://elsewhere/index.html',
    'app://staffel:81/index.html',
    'http://staffel/index.html',
    'file:///etc/passwd',
    'not an address',
    'app://staffel/assets/',
    'app://staffel//index.html',
    'app://staffel/..%2fmain/desktop.js',
    'app://staffel/..%5cmain%5cdesktop.js',
    'app://staffel/c:/windows/win.ini',
    'app://staffel/index.html%00.js',
    'app://staffel/.stamp',
    'app://staffel/index.html::$DATA',
    'app://staffel/main.exe',
    'app://staffel/index',
  ])('%s is none', (address) => {
    expect(rendererFile(address)).toBeNull()
  })

  test('no address leads out of the folder', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, rest) => {
        const file = rendererFile(`app://staffel${path}${rest}`)
        if (file === null) return
        expect(file.path.split('/')).not.toContain('..')
        expect(file.path).toMatch(/^[\w-][\w./-]*$/)
      }),
    )
  })
})

test('what a page has made itself is told from what comes from a server, or only says so', () => {
  expect(isMadeByPage('blob:app://staffel/0c2d')).toBe(true)
  for (const url of [
    'app://staffel/file',
    'blob:app://staffel.example/0c2d',
    'blob:https://example.com/0c2d',
    'https://example.com/blob:app://staffel/',
    'data:,x',
  ]) {
    expect(isMadeByPage(url)).toBe(false)
  }
})
