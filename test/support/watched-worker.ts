import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const engine = new URL('../../src-main/transfer/worker/main.ts', import.meta.url)

/** The real worker, in whose thread each name that is looked up is written down. */
export async function watchedWorker(folder: string): Promise<{ readonly url: URL; lookedUp(): Promise<readonly string[]> }> {
  const file = join(folder, 'watched-worker.mjs')
  const log = join(folder, 'names.txt')
  await writeFile(log, '')
  await writeFile(
    file,
    `import dns from 'node:dns'
     import { appendFileSync } from 'node:fs'
     import { syncBuiltinESMExports } from 'node:module'
     const { lookup } = dns
     dns.lookup = (name, ...rest) => {
       appendFileSync(${JSON.stringify(log)}, name + '\\n')
       return lookup(name, ...rest)
     }
     syncBuiltinESMExports()
     await import(${JSON.stringify(engine.href)})`,
  )
  return {
    url: pathToFileURL(file),
    lookedUp: async () => (await readFile(log, 'utf8')).split('\n').filter((name) => name !== ''),
  }
}
