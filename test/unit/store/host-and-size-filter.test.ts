import { expect, test } from 'vitest'
import { jobQuery, newEpisode, newJob, temporaryStore } from './support.ts'

const titles = (found: { readonly items: readonly { readonly title: string }[] }) => found.items.map(({ title }) => title)

test('the list is narrowed to the jobs at a server, on any of its ports, and to the words that are looked for as well', () => {
  const { store } = temporaryStore()
  const at = (title: string, hosts: readonly string[]) =>
    store.addJob(
      newJob({ title }),
      hosts.map((host) => newEpisode({ host })),
    )
  at('one', ['a.example', 'b.example'])
  at('two', ['b.example:8080'])
  at('three', ['c.b.example', 'b.example.evil.example'])
  expect(titles(store.jobs(jobQuery({ atHost: 'B.example' })))).toEqual(['one', 'two'])
  expect(titles(store.jobs(jobQuery({ atHost: 'b.example:8080' })))).toEqual(['two'])
  expect(titles(store.jobs(jobQuery({ atHost: 'b.example', q: 'two' })))).toEqual(['two'])
  expect(store.jobs(jobQuery({ atHost: 'b.example', queueId: 'default' }))).toMatchObject({
    total: 2,
    counts: { all: 2, queued: 2 },
  })
  expect(store.rows({ ...jobQuery({ atHost: 'gone.example' }), expanded: [] })).toMatchObject({ jobs: 0, counts: { all: 0 } })
  const exported = store.exportedJobs({ atHost: 'b.example', episodes: 'all' }, null, 10)
  expect(exported.map(({ job }) => job.title)).toEqual(['one', 'two'])
})

test('sizes are bounds that belong to it; what is not known whole is smaller than nothing', () => {
  const { store } = temporaryStore()
  for (const [title, sizes] of [
    ['small', [100]],
    ['large', [600, 400]],
    ['unknown', [500, null]],
  ] as const) {
    const episodes = sizes.map(() => newEpisode())
    store.addJob(newJob({ title }), episodes)
    for (const [index, size] of sizes.entries()) {
      const id = episodes[index]?.id ?? ''
      if (size !== null) store.changeEpisode(id, { bytesTotal: size })
    }
  }
  expect(titles(store.jobs(jobQuery({ minBytes: 500 })))).toEqual(['large', 'unknown'])
  expect(titles(store.jobs(jobQuery({ maxBytes: 1_000 })))).toEqual(['small', 'large'])
  expect(titles(store.jobs(jobQuery({ minBytes: 101, maxBytes: 999 })))).toEqual([])
  expect(store.jobs(jobQuery({ minBytes: 500, queueId: 'default' }))).toMatchObject({ total: 2, counts: { all: 2, queued: 2 } })
})
