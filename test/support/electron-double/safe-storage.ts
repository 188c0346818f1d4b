import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { app } from './app.ts'

type Api = Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/** The keyring of the machine is the test's to choose: its password, or none. */
const password = process.env.STAFFEL_DOUBLE_KEYRING ?? ''
/** As on Linux: a text is sealed with a key that everybody knows where there is no keyring, and marked as such. */
const mark = password === '' ? 'v10' : 'v11'
const key = createHash('sha256').update(password).digest()
const nonceBytes = 12
const tagBytes = 16

/** A double of `safeStorage` on Linux. */
export const safeStorage: Api = {
  isAsyncEncryptionAvailable: async () => app.isReady(),
  getSelectedStorageBackend() {
    if (!app.isReady()) return 'unknown'
    return password === '' ? 'basic_text' : 'gnome_libsecret'
  },
  async encryptStringAsync(text) {
    if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready')
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    return Buffer.concat([Buffer.from(mark), nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  },
  async decryptStringAsync(sealed) {
    const body = sealed.subarray(mark.length)
    const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, nonceBytes), { authTagLength: tagBytes })
    decipher.setAuthTag(body.subarray(-tagBytes))
    const text = Buffer.concat([decipher.update(body.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8')
    return { result: text, shouldReEncrypt: false }
  },
}
