import { availableParallelism } from 'node:os'
import { makeFolder } from '../platform/make-folder.ts'
import { usualDataFolder } from '../platform/paths.ts'
import { assertNever } from '../queue/assert-never.ts'
import { parseOptions, type WebOptions } from '../server/options.ts'
import { DataFolderLockedError, lockDataFolder } from '../store/data-folder-lock.ts'
import { checkList } from '../store/list-check.ts'
import { FirstThread } from '../transfer/pool/first-thread.ts'
import { places } from './places.ts'

async function main(): Promise<void> {
  const parsed = parseOptions({
    arguments: process.argv.slice(2),
    environment: process.env,
    // npm changes the working directory; the person meant the one they stand in.
    workingDirectory: process.env.INIT_CWD ?? process.cwd(),
  })
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(`${parsed.text}\n`)
      return
    case 'refused':
      return endWith(1, parsed.message)
    case 'options':
      return begin(parsed.options)
    default:
      return assertNever(parsed)
  }
}

/** Everything that is not needed to begin with the list is loaded while that is looked through. */
async function begin(options: WebOptions): Promise<void> {
  const dataDirectory = options.dataDirectory ?? usualDataFolder()
  await makeFolder(dataDirectory, 0o700)
  // The lock comes first: a refused second start must not touch the log of the first.
  const lock = lockDataFolder(dataDirectory)
  const firstThread = new FirstThread(places.worker, availableParallelism())
  const isListWhole = checkList(dataDirectory)
  const { serve } = await import('./serve.ts')
  await serve(options, { dataDirectory, lock, firstThread, isListWhole })
}

function endWith(code: number, sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = code
}

main().catch((error: unknown) => {
  const sentence = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${sentence}\n`)
  process.exit(error instanceof DataFolderLockedError ? 2 : 1)
})
