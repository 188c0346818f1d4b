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
