import { freshBuild } from './fresh-build.mjs'
import { messageOf, say } from './house.mjs'
import { onNewerNode } from './newer-node.mjs'

/** `npm run build`: builds if anything has changed. */
if (await onNewerNode(import.meta.filename)) {
  try {
    await freshBuild()
  } catch (error) {
    say(`The build failed: ${messageOf(error)}`)
    process.exitCode = 1
  }
}
