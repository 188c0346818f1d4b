import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fingerprint } from '../../../build/fingerprint.mjs'
import { alone } from '../../../build/lock.mjs'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-build-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('whether a build is stale', () => {
  const inputs = ['source', 'config.ts', 'not-there']
  beforeEach(async () => {
    await mkdir(join(folder, 'source', 'deep'), { recursive: true })
    await writeFile(join(folder, 'source', 'deep', 'a.ts'), 'one')
    await writeFile(join(folder, 'source', 'b.ts'), 'two')
    await writeFile(join(folder, 'config.ts'), 'three')
  })

  test('the same contents written again do not make it so', async () => {
    const before = fingerprint(folder, inputs)
    await writeFile(join(folder, 'source', 'b.ts'), 'two')
    await writeFile(join(folder, 'source', 'README.md'), 'words')
    expect(fingerprint(folder, inputs)).toBe(before)
  })

  test.each([
    ['a changed file', () => writeFile(join(folder, 'source', 'deep', 'a.ts'), 'other')],
    ['a changed configuration', () => writeFile(join(folder, 'config.ts'), 'other')],
    ['a new file', () => writeFile(join(folder, 'source', 'c.css'), '')],
    ['a removed file', () => rm(join(folder, 'source', 'b.ts'))],
    ['a renamed file', () => rename(join(folder, 'source', 'b.ts'), join(folder, 'source', 'c.ts'))],
  ])('%s does', async (_what, change) => {
    const before = fingerprint(folder, inputs)
    await change()
    expect(fingerprint(folder, inputs)).not.toBe(before)
  })
})

describe('building alone', () => {
  test('of many at once each waits for the one before', async () => {
    const lock = join(folder, '.lock')
    let working = 0
    let most = 0
    const done: number[] = []
    const work = (number: number) =>
      alone(lock, 20_000, async () => {
        working += 1
        most = Math.max(most, working)
        await new Promise((resolve) => setTimeout(resolve, 20))
        working -= 1
        done.push(number)
        return number
      })
    expect(await Promise.all([1, 2, 3, 4].map(work))).toEqual([1, 2, 3, 4])
    expect(done.toSorted()).toEqual([1, 2, 3, 4])
    expect(most).toBe(1)
    expect(await readdir(folder)).toEqual([])
  })

  test('a lock whose owner was killed is taken over', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    await writeFile(join(folder, '.lock'), String(child.pid))
    expect(await alone(join(folder, '.lock'), 20_000, async () => 'done')).toBe('done')
  })

  test('a lock whose owner was killed is taken over by one of those who wait', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    let working = 0
    let most = 0
    for (let round = 0; round < 40; round++) {
      await writeFile(join(folder, '.lock'), String(child.pid))
      const work = () =>
        alone(join(folder, '.lock'), 20_000, async () => {
          most = Math.max(most, ++working)
          await new Promise((resolve) => setTimeout(resolve, 1))
          working -= 1
        })
      await Promise.all(Array.from({ length: 4 }, work))
    }
    expect(most).toBe(1)
    expect(await readdir(folder)).toEqual([])
  }, 60_000)

  test('one that is held by a living process is waited for only so long', async () => {
    await writeFile(join(folder, '.lock'), String(process.pid))
    await expect(alone(join(folder, '.lock'), 50, async () => 'done')).rejects.toThrow(String(process.pid))
    expect(await readFile(join(folder, '.lock'), 'utf8')).toBe(String(process.pid))
  })

  test('a failed build lets go of it', async () => {
    const failing = alone(join(folder, '.lock'), 1_000, () => Promise.reject(new Error('no room')))
    await expect(failing).rejects.toThrow('no room')
    expect(await readdir(folder)).toEqual([])
  })
})
