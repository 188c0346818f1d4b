import { type FileHandle, open } from 'node:fs/promises'
import { hasCode } from './has-code.ts'

interface Folder {
  handle: FileHandle | null
  running: Promise<void> | null
  next: Promise<void> | null
  letGo: NodeJS.Timeout | undefined
}

/** A folder in which nothing was finished for so long is let go of, so that its drive can be taken out. */
const keptMs = 250

/** Makes names in a folder durable. Many files that finish at once share one flush of their folder. */
export class FolderSync {
  readonly #folders = new Map<string, Folder>()

  /** Resolves once a flush that began after this call is through. */
  sync(directory: string): Promise<void> {
    // Windows has no such call: there, names are durable by the file system's own journal.
    if (process.platform === 'win32') return Promise.resolve()
    const folder = this.#folders.get(directory) ?? { handle: null, running: null, next: null, letGo: undefined }
    this.#folders.set(directory, folder)
    if (folder.running === null) return this.#begin(directory, folder)
    folder.next ??= folder.running.catch(() => undefined).then(() => this.#begin(directory, folder))
    return folder.next
  }

  #begin(directory: string, folder: Folder): Promise<void> {
    clearTimeout(folder.letGo)
    folder.next = null
    const running = flush(directory, folder)
    folder.running = running
    const end = () => {
      if (folder.running !== running) return
      folder.running = null
      folder.letGo = setTimeout(() => void this.#letGo(directory, folder), keptMs)
    }
    running.then(end, end)
    return running
  }

  /** Lets go of all folders; nothing is under way in them any more. */
  async close(): Promise<void> {
    await Promise.all([...this.#folders].map(([directory, folder]) => this.#letGo(directory, folder)))
  }

  async #letGo(directory: string, folder: Folder): Promise<void> {
    clearTimeout(folder.letGo)
    this.#folders.delete(directory)
    await dropHandle(folder)
  }
}

async function flush(directory: string, folder: Folder): Promise<void> {
  try {
    folder.handle ??= await open(directory, 'r')
    await folder.handle.sync()
  } catch (error) {
    // File systems that cannot flush a folder say so; there is nothing more to do on them.
    if (hasCode(error, 'EINVAL') || hasCode(error, 'ENOTSUP')) return
    await dropHandle(folder)
    throw error
  }
}

async function dropHandle(folder: Folder): Promise<void> {
  const { handle } = folder
  folder.handle = null
  await handle?.close().catch(() => undefined)
}
