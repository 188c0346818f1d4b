import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { keyFileName, loadKeyFile, readIfThere, readKeyFile } from './key-file.ts'
import { removeDurably, writePrivately } from './private-file.ts'
import { keyBytes } from './secret-box.ts'

const wrappedName = 'secrets.keyring'

/** What of the system seals a text for this person alone. Both reject where it refuses. */
export interface Keyring {
  wrap(text: string): Promise<Uint8Array>
  /** `isStale`: what was wrapped should be wrapped again. */
  unwrap(wrapped: Uint8Array): Promise<{ readonly text: string; readonly isStale: boolean }>
}

export interface SecretKeys {
  /** The first seals; each of them may have sealed what is there. */
  readonly keys: readonly [Uint8Array, ...Uint8Array[]]
  /** Where they lie: wrapped by the system's keyring, or in a file that its owner alone can read. */
  readonly keptBy: 'keyring' | 'file'
}

/**
 * The keys of a data folder. Where the system has a keyring they lie wrapped by it in the file `secrets.keyring`, and a
 * key file that another start left is taken in and deleted. Without one, or where it does not open that file today, a
 * key file holds one: what was sealed with the others stays on disk and can be read again once the keyring is back. So
 * no key is ever lost here, and `warn` is told whenever one is out of reach.
 *
 * @param keyring null where there is none
 */
export async function loadSecretKeys(
  dataDirectory: string,
  keyring: Keyring | null,
  warn: (sentence: string) => void,
): Promise<SecretKeys> {
  const file = join(dataDirectory, wrappedName)
  const wrapped = await readIfThere(file)
  const inFile = async (): Promise<SecretKeys> => ({ keys: [await loadKeyFile(dataDirectory, warn)], keptBy: 'file' })
  if (keyring === null) {
    if (wrapped !== null) warn(`The keys in ${file} belong to the system's keyring, which is not there. ${stillThere}`)
    return inFile()
  }
  const opened = wrapped === null ? { keys: [], isStale: false } : await unwrapped(keyring, wrapped)
  if (opened === null) {
    warn(`The system's keyring does not open ${file}. ${stillThere}`)
    return inFile()
  }
  const plain = await readKeyFile(dataDirectory, warn)
  const [first, ...others] = distinct([...opened.keys, ...(plain === null ? [] : [plain])])
  const keys: SecretKeys['keys'] = [first ?? randomBytes(keyBytes), ...others]
  if (keys.length !== opened.keys.length || opened.isStale) {
    const isKept = await keep(keyring, file, keys)
    if (!isKept) {
      warn("The system's keyring does not give back what it took, so the key lies in a file that only you can read.")
      // Whatever was opened can be read; what is sealed from now on must be readable at the next start too.
      return { keys: [(await inFile()).keys[0], ...opened.keys], keptBy: 'file' }
    }
  }
  if (plain !== null) await removeDurably(join(dataDirectory, keyFileName))
  return { keys, keptBy: 'keyring' }
}

const stillThere =
  'Sessions, passwords and headers that were sealed with them cannot be read until it is back; nothing of them was deleted.'

async function unwrapped(keyring: Keyring, wrapped: Uint8Array): Promise<{ keys: Uint8Array[]; isStale: boolean } | null> {
  try {
    const { text, isStale } = await keyring.unwrap(wrapped)
    const keys = text.split('\n').map((line) => Buffer.from(line, 'base64'))
    return keys.every((key) => key.length === keyBytes) ? { keys, isStale } : null
  } catch {
    return null
  }
}

/** Wraps them, each a line of base64. Only what the keyring gives back as it was counts as kept. */
async function keep(keyring: Keyring, file: string, keys: readonly Uint8Array[]): Promise<boolean> {
  const text = keys.map((key) => Buffer.from(key).toString('base64')).join('\n')
  let wrapped: Uint8Array
  try {
    wrapped = await keyring.wrap(text)
    if ((await keyring.unwrap(wrapped)).text !== text) return false
  } catch {
    return false
  }
  await writePrivately(file, wrapped)
  return true
}

function distinct(keys: readonly Uint8Array[]): Uint8Array[] {
  return keys.filter((key, place) => keys.findIndex((other) => Buffer.compare(other, key) === 0) === place)
}
