import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadToken } from '../../../src-main/server/token.ts'
import { createTokenCheck } from '../../../src-main/server/token-check.ts'
import { delayAfterWrongTokens, WrongTokenBrake } from '../../../src-main/server/wrong-token-brake.ts'

async function dataFolder() {
  const path = await mkdtemp(join(tmpdir(), 'staffel-token-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}

test('the token is made once, from 32 random bytes, for its owner’s eyes only', async () => {
  await using folder = await dataFolder()
  const token = await loadToken(folder.path)
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect((await stat(join(folder.path, 'token'))).mode & 0o777).toBe(0o600)
  expect(await loadToken(folder.path)).toBe(token)
})

test('two data folders have two tokens', async () => {
  await using one = await dataFolder()
  await using other = await dataFolder()
  expect(await loadToken(one.path)).not.toBe(await loadToken(other.path))
})

test.each(['', ' \n', 'two words', 'line\nbreak'])(
  'an unusable token file (%j) is replaced by a private one',
  async (content) => {
    await using folder = await dataFolder()
    await writeFile(join(folder.path, 'token'), content)
    await chmod(join(folder.path, 'token'), 0o644)
    const token = await loadToken(folder.path)
    expect(token).toHaveLength(43)
    expect((await stat(join(folder.path, 'token'))).mode & 0o777).toBe(0o600)
  },
)

test('a kept token that others could read becomes private again', async () => {
  await using folder = await dataFolder()
  await writeFile(join(folder.path, 'token'), 'kept-token\n', { mode: 0o644 })
  expect(await loadToken(folder.path)).toBe('kept-token')
  expect((await stat(join(folder.path, 'token'))).mode & 0o777).toBe(0o600)
})

test('a dangling link in the token’s place is not written through', async () => {
  await using folder = await dataFolder()
  await symlink(join(folder.path, 'elsewhere'), join(folder.path, 'token'))
  await expect(loadToken(folder.path)).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(readFile(join(folder.path, 'elsewhere'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('the token proves itself in the header, the cookie only as itself', () => {
  const check = createTokenCheck('secret')
  expect(check.ofHeaders({ authorization: 'Bearer secret' }, 1)).toBe('right')
  expect(check.ofHeaders({ authorization: 'bearer  secret' }, 1)).toBe('right')
  expect(check.ofHeaders({ authorization: 'Bearer other' }, 1)).toBe('wrong')
  expect(check.ofHeaders({}, 1)).toBe('missing')
  expect(check.ofHeaders({ cookie: 'staffel_1=secret' }, 1)).toBe('wrong')
})

test('the cookie of one port or token is worth nothing at another', () => {
  const check = createTokenCheck('secret')
  const [pair = ''] = check.cookie(1).split(';')
  expect(check.ofHeaders({ cookie: pair }, 1)).toBe('right')
  expect(check.ofHeaders({ cookie: pair.replace('_1=', '_2=') }, 2)).toBe('wrong')
  expect(createTokenCheck('changed').ofHeaders({ cookie: pair }, 1)).toBe('wrong')
})

test('the delay after wrong tokens doubles and stays bounded', () => {
  expect([1, 2, 3, 4].map(delayAfterWrongTokens)).toEqual([100, 200, 400, 800])
  expect(delayAfterWrongTokens(7)).toBe(5_000)
  expect(delayAfterWrongTokens(1_000_000)).toBe(5_000)
})

test('every address is slowed down by itself, and forgiven after ten quiet minutes', () => {
  let now = 0
  const brake = new WrongTokenBrake(() => now)
  expect([brake.delayFor('a'), brake.delayFor('a'), brake.delayFor('b')]).toEqual([100, 200, 100])
  now = 599_999
  expect(brake.delayFor('a')).toBe(400)
  now += 600_000
  expect(brake.delayFor('a')).toBe(100)
})

test('a crowd of addresses takes a bounded memory: the oldest are forgotten', () => {
  const brake = new WrongTokenBrake(() => 0)
  brake.delayFor('first')
  for (let index = 0; index < 1_000; index += 1) brake.delayFor(`address ${index}`)
  expect(brake.delayFor('first')).toBe(100)
  expect(brake.delayFor('address 999')).toBe(200)
})
