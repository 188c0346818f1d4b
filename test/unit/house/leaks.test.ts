import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { leaksIn, leaksOf, secretMarker } from '../../support/secrets/leaks.ts'

const secret = `${secretMarker}-of-a-test`

test.each([
  ['as it is', `a ${secret} b`],
  ['in small letters', secret.toLowerCase()],
  ['in JSON', JSON.stringify({ cookie: `x="${secret}"` })],
  ['in an address', `/?token=${encodeURIComponent(`a b${secret}`)}`],
  ['in hexadecimal digits', Buffer.from(secret).toString('hex')],
  ['in base64 from its beginning', Buffer.from(secret).toString('base64')],
  ['in base64 behind one letter', Buffer.from(`u${secret}`).toString('base64')],
  ['in base64 behind a name', `Basic ${Buffer.from(`anna:${secret}`).toString('base64')}`],
  ['in base64url behind two letters', Buffer.from(`ab${secret}?>~`).toString('base64url')],
])('a planted secret is found %s', (_form, text) => {
  expect(leaksOf(secretMarker, Buffer.from(text))).not.toEqual([])
})

test('it is found in UTF-16, in a file and in the name of one, and nowhere else', async () => {
  expect(leaksOf(secretMarker, Buffer.from(secret, 'utf16le'))).not.toEqual([])
  expect(leaksOf(secretMarker, Buffer.from('STAFFEL-SECRE T, STAFFEL_SECRET'))).toEqual([])
  const folder = await mkdtemp(join(tmpdir(), 'staffel-leaks-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  expect(await leaksIn(folder)).toEqual([])
  await writeFile(join(folder, 'a.db'), Buffer.concat([Buffer.alloc(5_000), Buffer.from(secret)]))
  await writeFile(join(folder, `${secret}.bin`), '')
  expect(await leaksIn(folder)).toHaveLength(2)
  expect(await leaksIn(join(folder, 'none'))).toEqual([])
})
