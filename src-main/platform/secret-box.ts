import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { SecretBox } from '../queue/ports.ts'

export const keyBytes = 32
const algorithm = 'aes-256-gcm'
const version = 1
const nonceBytes = 12
const tagBytes = 16
const headBytes = 1 + nonceBytes

/**
 * Seals with AES-256-GCM (NIST SP 800-38D): a byte for the version, a nonce that is drawn for each seal, the text in
 * UTF-8, its tag; the version is authenticated too.
 *
 * @param key {@link keyBytes} bytes; seals
 * @param others keys that open too
 */
export function createSecretBox(key: Uint8Array, ...others: readonly Uint8Array[]): SecretBox {
  const head = Buffer.of(version)
  return {
    seal(text) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(head)
      return Buffer.concat([head, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },

    open(sealed) {
      if (sealed.length < headBytes + tagBytes || sealed[0] !== version) return null
      for (const candidate of [key, ...others]) {
        const text = opened(candidate, sealed)
        if (text !== null) return text
      }
      return null
    },
  }
}

function opened(key: Uint8Array, sealed: Uint8Array): string | null {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(1, headBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.of(version)).setAuthTag(sealed.subarray(-tagBytes))
  const text = decipher.update(sealed.subarray(headBytes, -tagBytes))
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    return null // Another key, or other bytes: GCM cannot tell which.
  }
}
