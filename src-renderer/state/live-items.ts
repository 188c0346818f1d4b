import type { Episode, Job, Row, StaffelEvent } from '../../src-preload/contract/index.ts'

/** The jobs and episodes the window currently shows, by id, with their live numbers. */
export interface LiveItems {
  readonly jobs: ReadonlyMap<string, Job>
  readonly episodes: ReadonlyMap<string, Episode>
}

export const noItems: LiveItems = { jobs: new Map(), episodes: new Map() }

/**
 * What an event changes about the items that are shown. Items that are not shown stay unknown: the list is read by
 * window. Returns the same value where nothing changed.
 */
export function applyEvent(items: LiveItems, event: StaffelEvent): LiveItems {
  switch (event.type) {
    case 'job':
      return items.jobs.has(event.job.id) ? { ...items, jobs: new Map(items.jobs).set(event.job.id, event.job) } : items
    case 'episode':
      return items.episodes.has(event.episode.id)
        ? { ...items, episodes: new Map(items.episodes).set(event.episode.id, event.episode) }
        : items
    case 'progress':
      return { jobs: patched(items.jobs, event.jobs), episodes: patched(items.episodes, event.episodes) }
    case 'removed':
      return { jobs: without(items.jobs, event.jobIds), episodes: without(items.episodes, event.episodeIds) }
    default:
      return items
  }
}

/** Takes over rows as they were read. */
export function putItems(items: LiveItems, rows: readonly Row[]): LiveItems {
  const jobs = new Map(items.jobs)
  const episodes = new Map(items.episodes)
  for (const row of rows) {
    if (row.kind === 'job') jobs.set(row.job.id, row.job)
    else episodes.set(row.episode.id, row.episode)
  }
  return { jobs, episodes }
}

/** Forgets everything but these. */
export function retainItems(items: LiveItems, ids: ReadonlySet<string>): LiveItems {
  const keep = <Item>(map: ReadonlyMap<string, Item>) => new Map([...map].filter(([id]) => ids.has(id)))
  return { jobs: keep(items.jobs), episodes: keep(items.episodes) }
}

function patched<Item extends { readonly id: string }, Patch extends Partial<Item> & { readonly id: string }>(
  map: ReadonlyMap<string, Item>,
  patches: readonly Patch[],
): ReadonlyMap<string, Item> {
  let changed: Map<string, Item> | null = null
  for (const patch of patches) {
    const item = map.get(patch.id)
    if (item === undefined) continue
    changed ??= new Map(map)
    changed.set(patch.id, { ...item, ...patch })
  }
  return changed ?? map
}

function without<Item>(map: ReadonlyMap<string, Item>, ids: readonly string[]): ReadonlyMap<string, Item> {
  const gone = ids.filter((id) => map.has(id))
  if (gone.length === 0) return map
  const rest = new Map(map)
  for (const id of gone) rest.delete(id)
  return rest
}
