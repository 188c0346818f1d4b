import type { SafeStorage } from 'electron'
import type { Keyring } from '../platform/secret-keys.ts'

/** A keyring that is locked asks the person for its password first; one that never answers must not hold the start for ever. */
const patienceMs = 60_000
/** How Chromium marks what it has sealed with a key that stands in its own source: on Linux, where it found no keyring. */
const publicKeyMark = 'v10'

type Storage = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/**
 * The system's keyring, asked once the app is ready; null where there is none, or none that protects anything. Of
 * Electron's two ways the one that does not block is taken: the other is deprecated, and goes with Electron 46.
 */
export async function systemKeyring(storage: Storage, platform: string): Promise<Keyring | null> {
  const keyring: Keyring = {
    wrap: (text) => within(storage.encryptStringAsync(text)),
    async unwrap(wrapped) {
      const { result, shouldReEncrypt } = await within(storage.decryptStringAsync(Buffer.from(wrapped)))
      return { text: result, isStale: shouldReEncrypt }
    },
  }
  try {
    if (!(await within(storage.isAsyncEncryptionAvailable()))) return null
    if (platform !== 'linux') return keyring
    // There it says yes without a keyring too. What it makes of a text tells; the name alone is not known before each start.
    if (storage.getSelectedStorageBackend() === 'basic_text') return null
    const sample = await keyring.wrap('staffel')
    return Buffer.from(sample).toString('latin1').startsWith(publicKeyMark) ? null : keyring
  } catch {
    return null
  }
}

async function within<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the keyring does not answer')), patienceMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
