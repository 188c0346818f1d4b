import { spawn } from 'node:child_process'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildInputs, fingerprint } from './fingerprint.mjs'
import { out, root, say } from './house.mjs'
import { writeLocaleSources } from './locales.mjs'
import { alone } from './lock.mjs'

const stampFile = join(out, '.stamp')
const parts = ['main', 'preload', 'renderer']
const patienceMs = 300_000

/** Builds if anything the build is made of has changed since. Says so on stderr; stdout stays silent. */
export async function freshBuild() {
  writeLocaleSources()
  const wanted = fingerprint(root, buildInputs)
  if ((await stamp()) === wanted) return
  await mkdir(out, { recursive: true })
  await alone(join(out, '.lock'), patienceMs, async () => {
    // Another start may have built it while this one waited.
    if ((await stamp()) === wanted) return
    say('Building…')
    const next = join(out, `.next-${process.pid}`)
    try {
      await bundle(next)
      await putInPlace(next)
      await writeFile(stampFile, wanted)
    } finally {
      await rm(next, { recursive: true, force: true })
    }
  })
}

/** @returns {Promise<string | null>} */
async function stamp() {
  try {
    return await readFile(stampFile, 'utf8')
  } catch {
    return null
  }
}

/** @param {string} folder @returns {Promise<void>} */
function bundle(folder) {
  return new Promise((done, failed) => {
    const cli = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
    const child = spawn(process.execPath, [cli, 'build', '--outDir', folder, '--logLevel', 'warn'], {
      cwd: root,
      // The child's stdout is our stderr.
      stdio: ['ignore', 2, 2],
    })
    child.once('error', failed)
    child.once('exit', (code) => {
      if (code === 0) done()
      else failed(new Error(`the build ended with code ${code}`))
    })
  })
}

/** Swaps whole folders, so that no start ever sees one half written. @param {string} next */
async function putInPlace(next) {
  await rm(stampFile, { force: true })
  for (const part of parts) {
    await rm(join(out, part), { recursive: true, force: true })
    await rename(join(next, part), join(out, part))
  }
}
