import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadKeyFile } from '../../../src-main/platform/key-file.ts'
import { temporaryFolder } from './folder.ts'

const never = (sentence: string): never => {
  throw new Error(sentence)
}
const modeOf = (file: string) => statSync(file).mode & 0o777

test('the first start makes a key of 32 bytes that its owner alone can read, and every later one finds it', async () => {
  const folder = temporaryFolder()
  const key = await loadKeyFile(folder, never)
  expect(key).toHaveLength(32)
  expect(modeOf(join(folder, 'secrets.key'))).toBe(0o600)
  expect(Buffer.from(await loadKeyFile(folder, never)).equals(key)).toBe(true)
  expect(Buffer.from(await loadKeyFile(temporaryFolder(), never)).equals(key)).toBe(false)
  expect(readdirSync(folder)).toEqual(['secrets.key'])
})

test('half a key of a start that died is never used', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'secrets.key.unfinished'), 'half')
  expect(await loadKeyFile(folder, never)).toHaveLength(32)
  expect(readdirSync(folder)).toEqual(['secrets.key'])
})

test('a key that others could read is closed to them, and that is said', async () => {
  const folder = temporaryFolder()
  const key = await loadKeyFile(folder, never)
  const file = join(folder, 'secrets.key')
  chmodSync(file, 0o644)
  const said: string[] = []
  expect(Buffer.from(await loadKeyFile(folder, (sentence) => said.push(sentence))).equals(key)).toBe(true)
  expect(modeOf(file)).toBe(0o600)
  expect(said).toEqual([expect.stringContaining('could be read by others')])
})

test('a file that holds no key is set aside as it is, and that is said', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'secrets.key')
  writeFileSync(file, 'not a key', { mode: 0o600 })
  const said: string[] = []
  expect(await loadKeyFile(folder, (sentence) => said.push(sentence))).toHaveLength(32)
  expect(readFileSync(`${file}.unreadable`, 'utf8')).toBe('not a key')
  expect(said).toEqual([expect.stringContaining('was set aside')])
  expect(existsSync(`${file}.unfinished`)).toBe(false)
})
