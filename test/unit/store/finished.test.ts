import { expect, test } from 'vitest'
import type { FinishedPlace, Store } from '../../../src-main/queue/ports.ts'
import { newEpisode, newEpisodes, newJob, partOf, temporaryStore } from './support.ts'

/** A job of so many episodes, of which these are finished; their ids. */
function jobWith(store: Store, count: number, finished: readonly number[]) {
  const episodes = newEpisodes(count)
  const job = store.addJob(newJob({ directory: `/folder-${count}` }), episodes)
  const ids = finished.map((index) => episodes[index - 1]?.id ?? '')
  for (const id of ids) {
    store.changeEpisode(id, { status: 'downloading' })
    store.changeEpisode(id, { status: 'completed', part: partOf(id, 5, 5) })
  }
  return { job: job.id, ids }
}

function pages(store: Store, jobIds: readonly string[] | null, limit: number): string[][] {
  const found: string[][] = []
  let after: FinishedPlace | null = null
  for (;;) {
    const page = store.finished({ jobIds, after, limit })
    if (page.length === 0) return found
    found.push(page.map(({ episode }) => episode.id))
    after = page.at(-1)?.place ?? null
  }
}

test('finished episodes come page by page, each once, of all jobs or of some', () => {
  const { store } = temporaryStore()
  const first = jobWith(store, 5, [1, 2, 5])
  const none = jobWith(store, 3, [])
  const last = jobWith(store, 4, [4, 1])
  const ofLast = last.ids.toReversed()
  expect(pages(store, null, 2)).toEqual([first.ids.slice(0, 2), [first.ids[2], ofLast[0]], [ofLast[1]]])
  expect(pages(store, [last.job, none.job], 1)).toEqual([[ofLast[0]], [ofLast[1]]])
  expect(pages(store, [last.job, first.job], 9)).toEqual([[...first.ids, ...ofLast]])
  expect(pages(store, [], 9)).toEqual([])
  expect(store.finished({ jobIds: [last.job], after: null, limit: 1 })[0]?.folder).toEqual({
    directory: '/folder-4',
    mount: null,
  })
})

test('a place is good for going on even when its episode is gone', () => {
  const { store } = temporaryStore()
  const { ids } = jobWith(store, 3, [1, 2, 3])
  const place = store.finished({ jobIds: null, after: null, limit: 2 }).at(-1)?.place ?? null
  store.removeEpisode(ids[1] ?? '', { deleteFiles: false })
  expect(store.finished({ jobIds: null, after: place, limit: 9 }).map(({ episode }) => episode.id)).toEqual([ids[2]])
})

test('digests of blocks are kept as they were given, left alone by other changes, and forgotten when told so', () => {
  const { store } = temporaryStore()
  const episode = newEpisode()
  store.addJob(newJob(), [episode])
  expect(store.blockDigests(episode.id)).toBeNull()
  const digests = new Uint8Array([0, 255, 7, 1])
  store.changeEpisode(episode.id, { part: partOf('a', 5, 5), blockDigests: digests })
  store.changeEpisode(episode.id, { part: partOf('a', 6, 6) })
  expect(store.blockDigests(episode.id)).toEqual(digests)
  store.changeEpisode(episode.id, { blockDigests: new Uint8Array(0) })
  expect(store.blockDigests(episode.id)).toEqual(new Uint8Array(0))
  store.changeEpisode(episode.id, { blockDigests: null })
  expect(store.blockDigests(episode.id)).toBeNull()
  expect(store.blockDigests('unknown')).toBeNull()
})

test('with an episode that is being repaired its finished file is doomed, where files are to be deleted, and its part always', () => {
  const { store } = temporaryStore()
  const doomedWith = (repair: 'blocks' | null, deleteFiles: boolean) => {
    const { ids } = jobWith(store, 2, [1])
    const [id = ''] = ids
    store.changeEpisode(id, { status: 'queued', repair })
    store.removeEpisode(id, { deleteFiles })
    const doomed = store.doomed(9)
    store.forgetDoomed(doomed)
    return doomed.map(({ path }) => path)
  }
  expect(doomedWith('blocks', true)).toEqual([expect.stringMatching(/^\/folder-2\/[^.]+$/), expect.stringMatching(/\.part$/)])
  expect(doomedWith('blocks', false)).toEqual([expect.stringMatching(/\.part$/)])
  expect(doomedWith(null, true)).toEqual([expect.stringMatching(/\.part$/)])
})

test('what proves a file is read by itself, and not with every row', () => {
  const { store } = temporaryStore()
  const pieces = { algorithm: 'md5', length: 5, digests: ['a'.repeat(32)] } as const
  const proved = newEpisode({ pieces: { ...pieces, digests: [...pieces.digests] }, signature: 'signed' })
  store.addJob(newJob(), [proved, newEpisode()])
  expect(store.proofs(proved.id)).toEqual({ pieces, signature: 'signed' })
  expect(store.episode(proved.id)).not.toHaveProperty('pieces')
  expect(store.proofs('unknown')).toEqual({ pieces: null, signature: null })
})
