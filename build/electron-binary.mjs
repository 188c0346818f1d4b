import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './house.mjs'

const electron = join(root, 'node_modules/electron')
const downloadMs = 60_000

/**
 * Electron's binary, fetched now where it isn't there yet.
 *
 * @returns {Promise<string | null>} absolute path; null where it can't be had
 */
export async function fetchedElectron() {
  const present = presentElectron()
  if (present !== null) return present
  await install()
  return presentElectron()
}

/** Electron's binary if it is on this machine already. @returns {string | null} */
export function presentElectron() {
  try {
    const name = readFileSync(join(electron, 'path.txt'), 'utf8')
    const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electron, 'dist'), name)
    return existsSync(binary) ? binary : null
  } catch {
    return null
  }
}

/** Runs the package's own installer, which checks the digest. Silent: its failure is told in one sentence by the caller. */
function install() {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(electron, 'install.js')], { stdio: 'ignore', timeout: downloadMs })
    child.once('error', done)
    child.once('exit', done)
  })
}
