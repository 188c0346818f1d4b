import { expect, test } from 'vitest'
import { idsOf, jobQuery, newJob, removeWhole, temporaryStore } from './support.ts'

test('a moved job stands at its place and the ones between move by one', () => {
  const { store } = temporaryStore()
  const ids = Array.from({ length: 5 }, () => store.addJob(newJob(), []).id)
  store.moveJob(ids[4] ?? '', 2)
  expect(idsOf(store.jobs(jobQuery()).items)).toEqual([ids[0], ids[4], ids[1], ids[2], ids[3]])
  store.moveJob(ids[0] ?? '', 4)
  expect(idsOf(store.jobs(jobQuery()).items)).toEqual([ids[4], ids[1], ids[2], ids[0], ids[3]])
  expect(store.job(ids[0] ?? '')?.position).toBe(4)
  store.moveJob(ids[1] ?? '', 99)
  expect(store.job(ids[1] ?? '')?.position).toBe(5)
  expect(() => store.moveJob('unknown', 1)).toThrow('unknown')
})

test('positions are ranks without gaps after jobs were removed, also in a list of thousands', () => {
  const { store } = temporaryStore()
  const ids = store.transaction(() => Array.from({ length: 2_000 }, () => store.addJob(newJob(), []).id))
  removeWhole(store, ids[0] ?? '', { deleteFiles: false })
  expect(store.job(ids[1] ?? '')?.position).toBe(1)
  expect(store.job(ids[1_999] ?? '')?.position).toBe(1_999)
  store.moveJob(ids[1_999] ?? '', 700)
  expect(store.jobs(jobQuery({ offset: 698, limit: 3 })).items.map(({ id, position }) => [id, position])).toEqual([
    [ids[699], 699],
    [ids[1_999], 700],
    [ids[700], 701],
  ])
})

test('any number of moves into one gap keeps the order', () => {
  const { store } = temporaryStore()
  const ids = store.transaction(() => Array.from({ length: 300 }, () => store.addJob(newJob(), []).id))
  const order = [...ids]
  for (const id of ids.slice(100)) {
    order.splice(order.indexOf(id), 1)
    order.splice(50, 0, id)
    store.moveJob(id, 51)
  }
  expect(idsOf(store.jobs(jobQuery()).items)).toEqual(order)
})
