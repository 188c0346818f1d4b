import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { createSecretBox } from '../../../src-main/platform/secret-box.ts'
import { type Keyring, loadSecretKeys } from '../../../src-main/platform/secret-keys.ts'
import { temporaryFolder } from './folder.ts'

const marker = 'STAFFEL-SECRET-keys'

/** A keyring that knows its own texts by their names, and forgets them with it. */
function keyring(changes: Partial<Keyring> = {}): Keyring {
  const texts = new Map<string, string>()
  return {
    async wrap(text) {
      texts.set(`wrapped ${texts.size}`, text)
      return Buffer.from(`wrapped ${texts.size - 1}`)
    },
    async unwrap(wrapped) {
      const text = texts.get(Buffer.from(wrapped).toString())
      if (text === undefined) throw new Error('not mine')
      return { text, isStale: false }
    },
    ...changes,
  }
}

let data: string
let warnings: string[]
beforeEach(async () => {
  data = join(temporaryFolder(), 'data')
  await mkdir(data)
  warnings = []
})

async function start(ring: Keyring | null) {
  const { keys, keptBy } = await loadSecretKeys(data, ring, (sentence) => warnings.push(sentence))
  return { box: createSecretBox(...keys), keys, keptBy }
}

describe('the keys of a data folder', () => {
  test('lie wrapped by the keyring where there is one, and are the same at each start', async () => {
    const ring = keyring()
    const first = await start(ring)
    expect(first.keptBy).toBe('keyring')
    expect(await readdir(data)).toEqual(['secrets.keyring'])
    expect((await readFile(join(data, 'secrets.keyring'))).toString()).toBe('wrapped 0')
    expect((await start(ring)).box.open(first.box.seal(marker))).toBe(marker)
    expect(warnings).toEqual([])
  })

  test('lie in a file of their owner alone where there is none, and are the same at each start', async () => {
    const first = await start(null)
    expect(first.keptBy).toBe('file')
    expect(await readdir(data)).toEqual(['secrets.key'])
    if (process.platform !== 'win32') expect((await stat(join(data, 'secrets.key'))).mode & 0o777).toBe(0o600)
    expect((await start(null)).box.open(first.box.seal(marker))).toBe(marker)
  })

  test('move into the keyring once there is one, and the file goes', async () => {
    const sealed = (await start(null)).box.seal(marker)
    const moved = await start(keyring())
    expect(moved.keptBy).toBe('keyring')
    expect(moved.box.open(sealed)).toBe(marker)
    expect(await readdir(data)).toEqual(['secrets.keyring'])
  })

  test('that are out of reach are told of, stay, and come back; what was sealed meanwhile can be read too', async () => {
    const ring = keyring()
    const before = (await start(ring)).box.seal(marker)
    const web = await start(null)
    expect(warnings).toEqual([expect.stringMatching(/keyring, which is not there.*nothing of them was deleted/)])
    expect(web.box.open(before)).toBeNull()
    const meanwhile = web.box.seal('meanwhile')

    const again = await start(ring)
    expect(again.box.open(before)).toBe(marker)
    expect(again.box.open(meanwhile)).toBe('meanwhile')
    expect(await readdir(data)).toEqual(['secrets.keyring'])
    expect((await start(ring)).keys).toHaveLength(2)
  })

  test('of another keyring are told of and stay', async () => {
    const ring = keyring()
    const before = (await start(ring)).box.seal(marker)
    const other = await start(keyring())
    expect(other.keptBy).toBe('file')
    expect(warnings).toEqual([expect.stringMatching(/does not open/)])
    expect((await readdir(data)).sort()).toEqual(['secrets.key', 'secrets.keyring'])
    expect((await start(ring)).box.open(before)).toBe(marker)
  })

  test('are wrapped again where the keyring wants that', async () => {
    const ring = keyring()
    const first = await start(ring)
    const stale = keyring({ ...ring, unwrap: async (wrapped) => ({ ...(await ring.unwrap(wrapped)), isStale: true }) })
    const second = await start(stale)
    expect((await readFile(join(data, 'secrets.keyring'))).toString()).not.toBe('wrapped 0')
    expect(second.box.open(first.box.seal(marker))).toBe(marker)
  })

  test.each([
    ['refuses', async () => Promise.reject(new Error('locked'))],
    ['gives back something else', async () => ({ text: 'no keys', isStale: false })],
  ] as const)('lie in the file where the keyring %s', async (_what, unwrap) => {
    const plain = (await start(null)).box.seal(marker)
    const kept = await start(keyring({ unwrap }))
    expect(kept.keptBy).toBe('file')
    expect(warnings).toHaveLength(1)
    expect(kept.box.open(plain)).toBe(marker)
    expect((await start(null)).box.open(kept.box.seal('new'))).toBe('new')
  })

  test('that are no keys are set aside, never overwritten', async () => {
    await writeFile(join(data, 'secrets.key'), 'no key')
    await start(null)
    expect((await readFile(join(data, 'secrets.key.unreadable'))).toString()).toBe('no key')
    expect(warnings).toHaveLength(1)
  })

  test('are no matter of where the folder lies', async () => {
    const sealed = (await start(null)).box.seal(marker)
    await rename(data, `${data}-moved`)
    data = `${data}-moved`
    expect((await start(null)).box.open(sealed)).toBe(marker)
  })
})

test('a box opens what another key of its own has sealed, and nothing else', async () => {
  const [one, two, three] = [1, 2, 3].map((fill) => new Uint8Array(32).fill(fill)) as [Uint8Array, Uint8Array, Uint8Array]
  const sealed = createSecretBox(one).seal(marker)
  expect(createSecretBox(two, one).open(sealed)).toBe(marker)
  expect(createSecretBox(two, three).open(sealed)).toBeNull()
  sealed[20] = (sealed[20] ?? 0) ^ 1
  expect(createSecretBox(one).open(sealed)).toBeNull()
  expect(createSecretBox(one).open(sealed.subarray(0, 10))).toBeNull()
})
