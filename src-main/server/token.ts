import { randomBytes } from 'node:crypto'
import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCodeOf } from '../platform/error-code.ts'

/** Whether a text can be a token: visible ASCII, so that it fits a header and, escaped, an address. */
export function isToken(text: string): boolean {
  return /^[!-~]{1,512}$/.test(text)
}

/**
 * The secret of the web mode, made at the first start and kept in the data folder as the file `token`, readable by
 * its owner alone. The folder exists, and its lock is held by this process. An unusable file is replaced.
 */
export async function loadToken(dataDirectory: string): Promise<string> {
  const path = join(dataDirectory, 'token')
  const kept = await readKept(path)
  if (kept !== null && isToken(kept)) {
    // A copy or a restored backup may have opened it to others.
    await chmod(path, 0o600)
    return kept
  }
  if (kept !== null) await rm(path)
  const token = randomBytes(32).toString('base64url')
  await writeFile(path, `${token}\n`, { mode: 0o600, flag: 'wx', flush: true })
  return token
}

async function readKept(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return null
    throw error
  }
}
