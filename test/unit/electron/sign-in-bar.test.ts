import { expect, test } from 'vitest'
import { barState, type GuestNews } from '../../../src-main/electron/sign-in/sign-in-bar.ts'
import { createTexts } from '../../../src-main/electron/texts.ts'

const texts = createTexts()

function shown(news: GuestNews, url = 'https://login.example/start?return=x') {
  return barState({ text: texts('en'), language: 'en', sessionName: 'Library', url, canGoBack: false, news })
}

test('the bar says whose page it is, and whether others can read along', () => {
  expect(shown({ kind: 'shown' })).toMatchObject({
    origin: 'https://login.example',
    path: '/start',
    connection: { isSafe: true },
    note: { isBad: false },
  })
  expect(shown({ kind: 'shown' }, 'http://nas.local/').connection).toEqual({ isSafe: false, text: 'Not encrypted' })
})

test('what went wrong is told as that, a server that cannot prove who it is by another sentence', () => {
  const refused = shown({ kind: 'failed', reason: 'ERR_CONNECTION_REFUSED' }).note
  const forged = shown({ kind: 'failed', reason: 'ERR_CERT_AUTHORITY_INVALID' }).note
  expect(refused).toEqual({ isBad: true, text: 'The page cannot be shown: ERR_CONNECTION_REFUSED' })
  expect(forged.isBad).toBe(true)
  expect(forged.text).toBe('The server cannot prove who it is, so nothing is sent there (ERR_CERT_AUTHORITY_INVALID).')
  expect([shown({ kind: 'crashed' }), shown({ kind: 'no-cookies' })].every(({ note }) => note.isBad)).toBe(true)
})

test('a proxy is named for what it does, the system’s as the system’s', () => {
  const failed = (proxy: string | null) => shown({ kind: 'proxy-failed', proxy, reason: 'ERR_PROXY_CONNECTION_FAILED' }).note
  expect(failed('Office')).toEqual({
    isBad: true,
    text: 'The proxy “Office” does not connect to the server (ERR_PROXY_CONNECTION_FAILED).',
  })
  expect(failed(null).text).toBe('The system’s proxy does not connect to the server (ERR_PROXY_CONNECTION_FAILED).')
  const faults = ['credentials', 'socks-login', 'socks4', 'not-taken'] as const
  const notes = faults.map((fault) => shown({ kind: 'proxy', fault, proxy: 'Office' }).note)
  expect(notes.every(({ isBad, text }) => isBad && text.includes('Office'))).toBe(true)
  expect(new Set(notes.map(({ text }) => text)).size).toBe(faults.length)
  expect(shown({ kind: 'proxy', fault: 'missing', proxy: 'an-id' }).note.text).not.toContain('an-id')
})

test('the bar speaks the language of the person', () => {
  const { labels } = barState({
    text: texts('de'),
    language: 'de',
    sessionName: 'Bibliothek',
    url: 'https://login.example/',
    canGoBack: true,
    news: { kind: 'loading' },
  })
  expect(labels).toEqual({ use: 'Diese Anmeldung verwenden', cancel: 'Abbrechen', back: 'Zurück', reload: 'Neu laden' })
})
