import { pathToFileURL } from 'node:url'
import { fetchedElectron } from './electron-binary.mjs'
import { freshBuild } from './fresh-build.mjs'
import { messageOf, out, root, say } from './house.mjs'
import { onNewerNode, runToTheEnd } from './newer-node.mjs'

/**
 * `npm start`: builds what changed and opens the desktop app. Where that can't be, says why in one sentence and runs
 * the web mode in this process instead, with the same options.
 */
if (await onNewerNode(import.meta.filename)) {
  try {
    await freshBuild()
    await open()
  } catch (error) {
    say(`Staffel could not start: ${messageOf(error)}`)
    process.exitCode = 1
  }
}

async function open() {
  const options = process.argv.slice(2)
  const obstacle = whyNoWindow()
  const binary = obstacle === null ? await fetchedElectron() : null
  if (binary !== null) {
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
    process.exitCode = await runToTheEnd(binary, [root, ...options], env)
    return
  }
  say(`${obstacle ?? "Electron's program could not be fetched"}, so Staffel runs in the browser instead.`)
  if (hasDisplay() && !options.includes('--open')) process.argv.push('--open')
  await import(pathToFileURL(`${out}/main/web.js`).href)
}

/** @returns {string | null} the beginning of a sentence; null where nothing is known to be in the way */
function whyNoWindow() {
  if (!hasDisplay()) return 'There is no display here'
  // Chromium refuses to run as root with its sandbox, and without the sandbox we don't run it.
  if (process.platform === 'linux' && process.getuid?.() === 0) return "The window's sandbox doesn't work for root"
  return null
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
