import { pathToFileURL } from 'node:url'
import { freshBuild } from './fresh-build.mjs'
import { messageOf, out, say } from './house.mjs'
import { onNewerNode } from './newer-node.mjs'

/**
 * `npm run serve -- [options]`: builds what is stale, then becomes the web mode: its entry runs in this very process,
 * so that the pid of the ready line holds the lock and takes the signals.
 */
if (await onNewerNode(import.meta.filename)) {
  try {
    await freshBuild()
    await import(pathToFileURL(`${out}/main/web.js`).href)
  } catch (error) {
    say(`Staffel could not start: ${messageOf(error)}`)
    process.exitCode = 1
  }
}
