import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Everything a build is made of, relative to the project's folder. */
export const buildInputs = [
  'src-main',
  'src-preload',
  'src-renderer',
  'locales',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]

/**
 * A digest over the names and contents of files and folders; a clock plays no part, so a checkout or a copy does not
 * make a build stale. Missing inputs count as empty, Markdown not at all. Reads at once: a thousand small files take
 * 0.05 s this way and 0.25 s by promises, and each start waits for it.
 *
 * @param {string} folder
 * @param {readonly string[]} inputs relative to `folder`
 * @returns {string} SHA-256, hex
 */
export function fingerprint(folder, inputs) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const name of filesBelow(folder, input)) {
      hash.update(`${name}\0`)
      hash.update(
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest(),
      )
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} folder
 * @param {string} input
 * @returns {string[]} relative to `folder`, with forward slashes, in a fixed order
 */
function filesBelow(folder, input) {
  /** @type {import('node:fs').Dirent[]} */
  let entries
  try {
    entries = readdirSync(join(folder, input), { withFileTypes: true })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOTDIR') return [input]
    if (code === 'ENOENT') return []
    throw error
  }
  const names = []
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = `${input}/${entry.name}`
    if (entry.isDirectory()) names.push(...filesBelow(folder, name))
    else if (!entry.name.endsWith('.md')) names.push(name)
  }
  return names
}
