import { messageOf, say } from './house.mjs'
import { onNewerNode } from './newer-node.mjs'

/** `npm run gallery`: serves the gallery of all parts of the window until it is ended. */
if (await onNewerNode(import.meta.filename)) {
  try {
    const { galleryServer } = await import('./gallery-server.mjs')
    const { url } = await galleryServer()
    say(`The gallery is at ${url} until Ctrl+C.`)
  } catch (error) {
    say(`The gallery could not start: ${messageOf(error)}`)
    process.exitCode = 1
  }
}
