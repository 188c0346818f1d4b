import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { root } from './house.mjs'

/**
 * The script behind a package's command, to be run by Node itself: no shell, and the same on every system.
 *
 * @param {string} packageName
 * @param {string} command
 * @returns {string} absolute path
 */
export function tool(packageName, command) {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return resolve(folder, typeof bin === 'string' ? bin : bin[command])
}
