import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TransferOrder } from '../protocol.ts'
import { hasCode } from './has-code.ts'

/**
 * Lays the signature that the source of a file knows beside it, as `<name>.asc`: there `gpg --verify` finds the file to it
 * by itself. What stands under that name already is the person's, unless the file was to be replaced as well. Throws what
 * the disk says.
 */
export async function laySignature(
  { directory, signature, onConflict }: Pick<TransferOrder, 'directory' | 'signature' | 'onConflict'>,
  fileName: string,
): Promise<void> {
  if (signature === null) return
  const path = join(directory, `${fileName}.asc`)
  if (onConflict === 'overwrite') await rm(path, { force: true })
  try {
    await writeNew(path, signature)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
}

/** All of it, or no file. */
async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(text)
    await file.sync()
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}
