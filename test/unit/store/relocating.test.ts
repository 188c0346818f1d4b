import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newEpisode, newJob, partOf, temporaryStore } from './support.ts'

const [old, next] = [join('/', 'old'), join('/', 'next')]
const doomed = (store: ReturnType<typeof temporaryStore>['store']) => store.doomed(99).map(({ path }) => path)

test('a job takes what it had begun out of its sums and leaves it to be deleted; what was not begun stays as it is', () => {
  const { store } = temporaryStore()
  const begun = newEpisode({ folder: 'deep/er' })
  const stream = newEpisode({ stream: { kind: 'hls', choices: [] } })
  const untouched = newEpisode()
  const job = store.addJob(newJob({ directory: old }), [begun, stream, untouched])
  for (const [{ id }, name] of [
    [begun, 'a.bin'],
    [stream, 'b.ts'],
  ] as const) {
    store.changeEpisode(id, { status: 'downloading', part: partOf(name, 5, 10) })
    store.changeEpisode(id, { status: 'queued' })
  }
  expect(store.foldersBelow(job.id)).toEqual(['deep/er'])
  expect(store.relocateJob(job.id, { directory: next, mount: '/' })).toBe(true)
  expect(store.job(job.id)).toMatchObject({ directory: next, mount: '/', bytesDone: 0, unknownSizes: 3 })
  expect(store.episode(begun.id)).toMatchObject({ part: null, bytesDone: 0, bytesTotal: null, folder: 'deep/er' })
  expect(doomed(store)).toEqual([join(old, 'b.ts.join'), join(old, 'b.ts.part'), join(old, 'deep', 'er', 'a.bin.part')])
  expect(store.directories(9)).toEqual([{ directory: next, jobs: 1 }])
})

test('a job of which a file is finished, or is being repaired, keeps its folder and all that it has', () => {
  for (const repair of [false, true]) {
    const { store } = temporaryStore()
    const [done, half] = [newEpisode(), newEpisode()]
    const job = store.addJob(newJob({ directory: old }), [done, half])
    for (const { id } of [done, half]) store.changeEpisode(id, { status: 'downloading', part: partOf(`${id}.bin`, 5, 10) })
    store.changeEpisode(done.id, { status: 'completed' })
    if (repair) store.changeEpisode(done.id, { status: 'queued', repair: 'blocks' })
    expect(store.relocateJob(job.id, { directory: next, mount: null })).toBe(false)
    expect(store.job(job.id)).toMatchObject({ directory: old, bytesDone: 10 })
    expect(doomed(store)).toEqual([])
  }
})
