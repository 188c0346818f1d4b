import { open } from 'node:fs/promises'
import { hasCode } from './part-file.ts'

interface Round {
  readonly running: Promise<void>
  next: Promise<void> | undefined
}

/** Makes names in a folder durable. Many files that finish at once share one flush of their folder. */
export class FolderSync {
  readonly #rounds = new Map<string, Round>()

  /** Resolves once a flush that began after this call is through. */
  sync(directory: string): Promise<void> {
    const round = this.#rounds.get(directory)
    if (round === undefined) return this.#begin(directory)
    round.next ??= round.running.catch(() => undefined).then(() => this.#begin(directory))
    return round.next
  }

  #begin(directory: string): Promise<void> {
    const round: Round = { running: syncFolder(directory), next: undefined }
    this.#rounds.set(directory, round)
    const end = () => {
      if (this.#rounds.get(directory) === round && round.next === undefined) this.#rounds.delete(directory)
    }
    round.running.then(end, end)
    return round.running
  }
}

async function syncFolder(directory: string): Promise<void> {
  // Windows has no such call: there, names are durable by the file system's own journal.
  if (process.platform === 'win32') return
  const folder = await open(directory, 'r')
  try {
    await folder.sync()
  } catch (error) {
    // File systems that cannot flush a folder say so; there is nothing more to do on them.
    if (!hasCode(error, 'EINVAL') && !hasCode(error, 'ENOTSUP')) throw error
  } finally {
    await folder.close()
  }
}
