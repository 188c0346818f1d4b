import { presentElectron } from './electron-binary.mjs'
import { say } from './house.mjs'
import { onNewerNode, runToTheEnd } from './newer-node.mjs'
import { tool } from './tool.mjs'

/** `npm run test:electron`: the end-to-end specs over the real Electron, where it is on this machine. */
if (await onNewerNode(import.meta.filename)) {
  if (presentElectron() === null) {
    say('skipped: no Electron binary')
  } else {
    const cli = tool('@playwright/test', 'playwright')
    process.exitCode = await runToTheEnd(process.execPath, [
      cli,
      'test',
      '--project=electron',
      '--workers=1',
      ...process.argv.slice(2),
    ])
  }
}
