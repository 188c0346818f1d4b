import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const engine = new URL('../../src-main/transfer/worker/main.ts', import.meta.url)

/** The real worker, in whose thread these certificates are trusted: what else is wrong with them is all that is wrong. */
export async function trustingWorker(folder: string, certificates: readonly string[]): Promise<URL> {
  const file = join(folder, 'worker.mjs')
  await writeFile(
    file,
    `import tls from 'node:tls'
     tls.setDefaultCACertificates([...tls.getCACertificates(), ...${JSON.stringify(certificates)}])
     await import(${JSON.stringify(engine.href)})`,
  )
  return pathToFileURL(file)
}
