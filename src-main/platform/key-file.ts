import { randomBytes } from 'node:crypto'
import { chmod, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCodeOf } from './error-code.ts'
import { writePrivately } from './private-file.ts'
import { keyBytes } from './secret-box.ts'

export const keyFileName = 'secrets.key'
const privateMode = 0o600
const foreignBits = 0o077

/** Told what a person has to know. */
type Warn = (sentence: string) => void

/**
 * The key that is kept as it is: 32 random bytes in the file `secrets.key` of the data folder, made at the first start
 * and readable by its owner alone. The folder exists, and its lock is held by this process. A file that others could
 * read is closed to them; one that holds no key is set aside, never overwritten. `warn` is told of both.
 */
export async function loadKeyFile(dataDirectory: string, warn: Warn): Promise<Uint8Array> {
  const kept = await readKeyFile(dataDirectory, warn)
  if (kept !== null) return kept
  const key = randomBytes(keyBytes)
  await writePrivately(join(dataDirectory, keyFileName), key)
  return key
}

/** The same key where there is one; null where there is none. */
export async function readKeyFile(dataDirectory: string, warn: Warn): Promise<Uint8Array | null> {
  const file = join(dataDirectory, keyFileName)
  const kept = await readIfThere(file)
  if (kept === null) return null
  if (kept.length !== keyBytes) {
    warn(`${file} holds no key and was set aside. What was sealed with the key it held can no longer be read.`)
    await rename(file, `${file}.unreadable`)
    return null
  }
  if (await isOpenToOthers(file)) {
    await chmod(file, privateMode)
    warn(`${file} could be read by others and is now closed to them. Sign in anew where somebody may have copied it.`)
  }
  return kept
}

export async function readIfThere(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file)
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Windows has no such modes; there the folder's own rights hold. */
async function isOpenToOthers(file: string): Promise<boolean> {
  return process.platform !== 'win32' && ((await stat(file)).mode & foreignBits) !== 0
}
