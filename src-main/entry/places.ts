import { fileURLToPath } from 'node:url'

/** Whether this runs from the sources, as the tests do, rather than from the build. */
const runsFromSource = import.meta.url.endsWith('.ts')

function place(inSource: string, inBuild: string): URL {
  return new URL(runsFromSource ? inSource : inBuild, import.meta.url)
}

/** Where the parts lie that are not imported but loaded. */
export const places = {
  worker: place('../transfer/worker/main.ts', './transfer-worker.js'),
  sourceWorker: place('../sources/worker/main.ts', './source-worker.js'),
  rendererDirectory: fileURLToPath(place('../../out/renderer', '../renderer')),
  preloadFile: fileURLToPath(place('../../out/preload/index.cjs', '../preload/index.cjs')),
  signInPreloadFile: fileURLToPath(place('../../out/preload/sign-in.cjs', '../preload/sign-in.cjs')),
}
