import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

const privateMode = 0o600

/** Writes a file that its owner alone can read: under its name it is there as a whole or not at all, also after a loss of power. */
export async function writePrivately(file: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${file}.unfinished`
  await rm(unfinished, { force: true })
  await flushed(await open(unfinished, 'wx', privateMode), (handle) => handle.writeFile(bytes))
  await rename(unfinished, file)
  await flushFolder(dirname(file))
}

/** Deletes a file for good, where it is there. */
export async function removeDurably(file: string): Promise<void> {
  await rm(file, { force: true })
  await flushFolder(dirname(file))
}

/** Windows flushes no folders; there, names are durable by the file system's own journal. */
async function flushFolder(directory: string): Promise<void> {
  if (process.platform !== 'win32') await flushed(await open(directory, 'r'))
}

async function flushed(handle: FileHandle, write?: (handle: FileHandle) => Promise<void>): Promise<void> {
  try {
    await write?.(handle)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
