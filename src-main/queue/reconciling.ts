import { defaultTitle } from '../../src-preload/contract/index.ts'
import { episodeFolder, joinedPath } from './episode-folder.ts'
import type { EpisodeRecord, JobRecord, PartFile } from './ports.ts'
import type { World } from './world.ts'

const rowsAtOnce = 500
/** File systems keep times in steps, and clocks differ a little. */
const slackMs = 60_000
const partSuffix = '.part'

/**
 * Brings a list that was restored from a copy together with what has come onto the disk since: a finished file under
 * an episode's name is taken for its own, and so is a part file that no episode of the list knows of, for otherwise
 * the first would be fetched again beside itself and the second would lie there for ever. Such a file's bytes are
 * proved before they count: of a finished one size and digest, of a part nothing is believed.
 */
export async function reconcile(world: Pick<World, 'store' | 'disk' | 'log'>, backupAt: number): Promise<void> {
  const { store, log } = world
  forgetDoomed(store)
  let finished = 0
  let parts = 0
  for (let offset = 0; ; offset += rowsAtOnce) {
    const { items } = store.jobs({ status: [], sort: 'position', order: 'asc', offset, limit: rowsAtOnce })
    for (const job of items) {
      if (job.status === 'completed') continue
      const found = await reconcileJob(world, job, backupAt)
      finished += found.finished
      parts += found.parts
    }
    if (items.length < rowsAtOnce) break
  }
  log.warn('the restored list was compared with the disk', { finished, parts })
}

/** What was to be deleted when the copy was made may have come into use again since. */
function forgetDoomed(store: World['store']): void {
  while (store.clearRemoved(rowsAtOnce));
  store.takeDoomedUp(null)
  for (let files = store.doomed(rowsAtOnce); files.length > 0; files = store.doomed(rowsAtOnce)) store.forgetDoomed(files)
}

async function reconcileJob(
  { store, disk }: Pick<World, 'store' | 'disk'>,
  job: JobRecord,
  backupAt: number,
): Promise<{ finished: number; parts: number }> {
  const found = { finished: 0, parts: 0 }
  const folders = new Map<string, Set<string>>()
  for (const record of unfinishedOf(store, job.id)) {
    const directory = episodeFolder(job.directory, record.folder)
    const names = folders.get(directory) ?? new Set(await disk.names(directory))
    folders.set(directory, names)
    const name = record.part?.fileName ?? record.wantedName ?? defaultTitle([record.url])
    if (name === null) continue
    if (names.has(`${name}${partSuffix}`)) {
      // Two episodes never share a part.
      names.delete(`${name}${partSuffix}`)
      if (record.part !== null) continue
      store.changeEpisode(record.id, { part: { ...unknown, fileName: name } })
      found.parts += 1
    } else if (names.delete(name)) {
      const facts = await disk.facts(joinedPath(directory, name))
      if (facts === null || facts.bytes === 0 || facts.changedAt < backupAt - slackMs) continue
      const segments = [{ start: 0, end: facts.bytes - 1, done: facts.bytes }]
      store.changeEpisode(record.id, { part: { ...unknown, fileName: name, bytesTotal: facts.bytes, segments } })
      found.finished += 1
    }
  }
  return found
}

const unknown: Omit<PartFile, 'fileName'> = {
  bytesTotal: null,
  validator: null,
  contentType: null,
  toldChecksum: null,
  segments: [],
}

function* unfinishedOf(store: World['store'], jobId: string): Generator<EpisodeRecord> {
  for (const status of ['queued', 'paused', 'failed'] as const) {
    for (let offset = 0; ; offset += rowsAtOnce) {
      const { items } = store.episodes({ jobId, status, offset, limit: rowsAtOnce })
      yield* items
      if (items.length < rowsAtOnce) break
    }
  }
}
