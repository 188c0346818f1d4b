import { expect, test } from 'vitest'
import { foreignTexts } from '../../../src-main/sessions/foreign-texts.ts'

test('a curl command becomes what a job, a session and a credential are made of', () => {
  const { download, problems } = foreignTexts.readCurl(
    "curl 'https://ann:pw@media.example/a' -H 'Referer: https://media.example/' -b 'sid=v1' -k",
  )
  expect(download).toEqual({
    url: 'https://media.example/a',
    headers: { Referer: 'https://media.example/' },
    cookies: [expect.objectContaining({ name: 'sid', value: 'v1', domain: 'media.example' })],
    credential: { host: 'media.example', scheme: 'basic', username: 'ann', secret: 'pw' },
  })
  expect(problems).toEqual([{ line: 1, name: '-k', reason: 'noEffect' }])
})

test('what is no curl command, or sends something, becomes no download', () => {
  expect(foreignTexts.readCurl('wget http://media.example')).toEqual({
    download: null,
    problems: [{ line: null, name: null, reason: 'unknownWord' }],
  })
  expect(foreignTexts.readCurl('curl http://media.example -d a=1').download).toBeNull()
})

test('what a command asks for is told without its secrets', () => {
  const text = "curl 'https://ann:S3CRET@media.example/a' -H 'Authorization: Bearer S3CRET' -b 'sid=S3CRET'"
  const { cookies, ...told } = foreignTexts.readCookies(text, { host: null, now: 0 })
  expect(cookies).toHaveLength(1)
  expect(told.request).toEqual({ url: 'https://media.example/a', method: 'GET', headers: ['Authorization'] })
  expect(JSON.stringify(told)).not.toContain('S3CRET')
})
