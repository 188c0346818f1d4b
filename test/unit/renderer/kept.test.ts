import { expect, test } from 'vitest'
import { kept } from '../../../src-renderer/app/kept.ts'

test('what was fetched once is kept, however often it is asked for', async () => {
  let fetched = 0
  const part = kept(async () => {
    fetched += 1
    return 'part'
  })
  expect(part.value()).toBeNull()
  expect(await Promise.all([part.load(), part.load()])).toEqual(['part', 'part'])
  expect(await part.load()).toBe('part')
  expect(part.value()).toBe('part')
  expect(fetched).toBe(1)
})

test('what could not be fetched is fetched again when it is next asked for', async () => {
  let fetched = 0
  const part = kept(async () => {
    fetched += 1
    if (fetched === 1) throw new Error('no connection')
    return 'part'
  })
  await expect(part.load()).rejects.toThrow('no connection')
  expect(part.value()).toBeNull()
  expect(await part.load()).toBe('part')
})
