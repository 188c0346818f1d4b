import { afterEach, expect, test, vi } from 'vitest'
import { systemKeyring } from '../../../src-main/electron/keyring.ts'

type Storage = Parameters<typeof systemKeyring>[0]

function storage(changes: Partial<Storage> & { readonly mark?: string } = {}): Storage {
  const { mark = 'v11', ...others } = changes
  return {
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptStringAsync: async (text) => Buffer.from(mark + Buffer.from(text).toString('base64')),
    decryptStringAsync: async (sealed) => ({
      result: Buffer.from(sealed.toString().slice(mark.length), 'base64').toString(),
      shouldReEncrypt: true,
    }),
    ...others,
  }
}

afterEach(() => {
  vi.useRealTimers()
})

test('a keyring gives back what it took, and says when that is to be wrapped anew', async () => {
  const keyring = await systemKeyring(storage(), 'linux')
  const wrapped = await keyring?.wrap('text')
  expect(await keyring?.unwrap(new Uint8Array(wrapped ?? []))).toEqual({ text: 'text', isStale: true })
})

test('on Linux what everybody can open is no keyring, whatever it is called', async () => {
  expect(await systemKeyring(storage({ getSelectedStorageBackend: () => 'basic_text' }), 'linux')).toBeNull()
  expect(await systemKeyring(storage({ mark: 'v10' }), 'linux')).toBeNull()
  expect(await systemKeyring(storage({ getSelectedStorageBackend: () => 'unknown', mark: 'v10' }), 'linux')).toBeNull()
  expect(await systemKeyring(storage({ getSelectedStorageBackend: () => 'unknown', mark: 'v12' }), 'linux')).not.toBeNull()
})

test('elsewhere the same mark is that of the system, and the name of a backend is never asked for', async () => {
  const asked = vi.fn<Storage['getSelectedStorageBackend']>()
  for (const platform of ['darwin', 'win32']) {
    expect(await systemKeyring(storage({ mark: 'v10', getSelectedStorageBackend: asked }), platform)).not.toBeNull()
  }
  expect(asked).not.toHaveBeenCalled()
})

test('one that is not there, refuses or never answers is none', async () => {
  expect(await systemKeyring(storage({ isAsyncEncryptionAvailable: async () => false }), 'darwin')).toBeNull()
  const refusing = storage({ encryptStringAsync: async () => Promise.reject(new Error('cancelled')) })
  expect(await systemKeyring(refusing, 'linux')).toBeNull()
  vi.useFakeTimers()
  const silent = systemKeyring(storage({ isAsyncEncryptionAvailable: () => new Promise(() => {}) }), 'linux')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await silent).toBeNull()
})
