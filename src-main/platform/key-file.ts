import { randomBytes } from 'node:crypto'
import { chmod, type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCodeOf } from './error-code.ts'
import { keyBytes } from './secret-box.ts'

const fileName = 'secrets.key'
const privateMode = 0o600
const foreignBits = 0o077

/**
 * The key of the web mode: 32 random bytes in the file `secrets.key` of the data folder, made at the first start and
 * readable by its owner alone. The folder exists, and its lock is held by this process. A file that others could read is
 * closed to them; one that holds no key is set aside, never overwritten. `warn` is told of both.
 */
export async function loadKeyFile(dataDirectory: string, warn: (sentence: string) => void): Promise<Uint8Array> {
  const file = join(dataDirectory, fileName)
  const kept = await readKept(file)
  if (kept === null) return makeKey(file)
  if (kept.length !== keyBytes) {
    warn(`${file} holds no key and was set aside. What was sealed with the key it held can no longer be read.`)
    await rename(file, `${file}.unreadable`)
    return makeKey(file)
  }
  if (await isOpenToOthers(file)) {
    await chmod(file, privateMode)
    warn(`${file} could be read by others and is now closed to them. Sign in anew where somebody may have copied it.`)
  }
  return kept
}

async function readKept(file: string): Promise<Uint8Array | null> {
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

/** Under its name it is there as a whole or not at all: nothing is ever sealed with half a key. */
async function makeKey(file: string): Promise<Uint8Array> {
  const key = randomBytes(keyBytes)
  const unfinished = `${file}.unfinished`
  await rm(unfinished, { force: true })
  await flushed(await open(unfinished, 'wx', privateMode), (handle) => handle.writeFile(key))
  await rename(unfinished, file)
  // Windows flushes no folders; there, names are durable by the file system's own journal.
  if (process.platform !== 'win32') await flushed(await open(dirname(file), 'r'))
  return key
}

async function flushed(handle: FileHandle, write?: (handle: FileHandle) => Promise<void>): Promise<void> {
  try {
    await write?.(handle)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
