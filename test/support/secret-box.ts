import { createSecretBox, keyBytes } from '../../src-main/platform/secret-box.ts'

/** The key of every test that does not care which one it is. */
export const testKey = new Uint8Array(keyBytes).fill(7)
export const testBox = createSecretBox(testKey)
