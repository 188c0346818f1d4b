import { expect, test } from 'vitest'
import { safeFolder } from '../../../src-main/transfer/worker/safe-folder.ts'

test.each([
  ['Season 1/Extras', 'Season 1/Extras'],
  ['../../etc/cron.d', 'etc/cron.d'],
  ['/etc', 'etc'],
  ['a/../../b/./c//d/', 'a/b/c/d'],
  ['C:\\Windows\\System32', 'C_/Windows/System32'],
  ['..\\..\\boot', 'boot'],
  ['con/nul.txt/aux', 'con_/nul_.txt/aux_'],
  ['a?b/c*d|e', 'a_b/c_d_e'],
  ['trailing. /dots...', 'trailing/dots'],
  ['\u202egnp.exe', 'gnp.exe'],
])('%s is kept as %s', (wanted, kept) => {
  expect(safeFolder(wanted)).toBe(kept)
})

test.each(['', '/', '..', '../..', './.', ' / ', '\\'])('of "%s" nothing is left', (wanted) => {
  expect(safeFolder(wanted)).toBeNull()
})

test('what is too long or too deep is cut, and each part stays a name that every system takes', () => {
  const parts = safeFolder(Array(100).fill('ä'.repeat(400)).join('/'))?.split('/') ?? []
  expect(parts.length).toBeLessThanOrEqual(16)
  for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255)
})
