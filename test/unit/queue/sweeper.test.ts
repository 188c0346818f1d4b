import { expect, test } from 'vitest'
import type { DoomedFile } from '../../../src-main/queue/ports.ts'
import { Sweeper } from '../../../src-main/queue/sweeper.ts'

const onDrive = (path: string): DoomedFile => ({ path, mount: '/media/drive', content: null })
const here = (path: string): DoomedFile => ({ path, mount: null, content: null })

/** A sweeper over a list, a disk and a clock that are moved by hand. */
function sweeperOver(files: readonly DoomedFile[]) {
  const doomed = new Map(files.map((file) => [file.path, file]))
  const aside = new Set<string>()
  const state = {
    now: 0,
    isDriveHere: false,
    deleted: [] as string[],
    /** What is to happen in seconds, and what within one. */
    due: [] as (() => void)[],
    soon: [] as { delayMs: number; call: () => void }[],
    flush: Promise.resolve(),
  }
  const sweeper = new Sweeper({
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    clock: {
      now: () => 0,
      monotonic: () => state.now,
      schedule: (delayMs, call) => {
        if (delayMs >= 1_000) state.due.push(call)
        else if (delayMs >= 10) state.soon.push({ delayMs, call })
        else setTimeout(call, delayMs)
        return () => undefined
      },
    },
    disk: {
      remove: async (files) => {
        state.deleted.push(...files.map(({ path }) => path))
        return []
      },
      isThere: async () => state.isDriveHere,
    },
    store: {
      flushed: () => state.flush,
      doomed: (limit, after = '') => [...doomed.values()].filter(({ path }) => !aside.has(path) && path > after).slice(0, limit),
      forgetDoomed: (gone) => {
        for (const { path } of gone) doomed.delete(path)
      },
      setDoomedAside: (away) => {
        for (const { path } of away) aside.add(path)
      },
      takeDoomedUp: () => aside.clear(),
    },
  })
  return { sweeper, state, doomed }
}

test('what is on a drive that is away is left alone, and deleted once somebody sees that it is back', async () => {
  const { sweeper, state, doomed } = sweeperOver([here('/a.part'), onDrive('/media/drive/b.part')])
  sweeper.start()
  await sweeper.settled()
  expect(state.deleted).toEqual(['/a.part'])
  expect([...doomed.keys()]).toEqual(['/media/drive/b.part'])
  state.due.shift()?.()
  await expect.poll(() => state.due.length).toBe(1)
  expect(state.deleted).toEqual(['/a.part'])
  state.isDriveHere = true
  state.due.shift()?.()
  await expect.poll(() => doomed.size).toBe(0)
  expect(state.deleted).toEqual(['/a.part', '/media/drive/b.part'])
  expect(state.due).toEqual([])
})

test('a name that a new part takes while the list is flushed is not deleted', async () => {
  const { sweeper, state, doomed } = sweeperOver([here('/a.part'), here('/b.part')])
  const flush = Promise.withResolvers<void>()
  state.flush = flush.promise
  sweeper.sweep()
  doomed.delete('/a.part')
  flush.resolve()
  await sweeper.settled()
  expect(state.deleted).toEqual(['/b.part'])
})

test('a list that cannot be flushed lets no file go, and the next sweep does', async () => {
  const { sweeper, state } = sweeperOver([here('/a.part')])
  state.flush = Promise.reject(new Error('no room'))
  sweeper.sweep()
  await sweeper.settled()
  expect(state.deleted).toEqual([])
  state.flush = Promise.resolve()
  sweeper.sweep()
  await sweeper.settled()
  expect(state.deleted).toEqual(['/a.part'])
})

test('what was doomed in the last moment is deleted before the program ends, and nothing after that', async () => {
  const { sweeper, state, doomed } = sweeperOver([here('/a.part')])
  await sweeper.close()
  expect(state.deleted).toEqual(['/a.part'])
  doomed.set('/b.part', here('/b.part'))
  sweeper.sweep()
  await sweeper.settled()
  expect(state.deleted).toEqual(['/a.part'])
})

test('a file that comes alone leaves nothing for a moment, and files in quick succession what they leave together', async () => {
  const { sweeper, state, doomed } = sweeperOver([here('/a.part')])
  let flushes = 0
  Object.defineProperty(state, 'flush', {
    get: () => {
      flushes += 1
      return Promise.resolve()
    },
  })
  sweeper.sweepSoon()
  await expect.poll(() => state.deleted, { interval: 1 }).toEqual(['/a.part'])
  expect(state.soon).toEqual([])
  state.now = 40
  doomed.set('/b.part', here('/b.part'))
  sweeper.sweepSoon()
  doomed.set('/c.part', here('/c.part'))
  sweeper.sweepSoon()
  await Promise.resolve()
  expect(state.deleted).toEqual(['/a.part'])
  expect(state.soon.map(({ delayMs }) => delayMs)).toEqual([60])
  state.now = 100
  state.soon[0]?.call()
  await expect.poll(() => state.deleted).toEqual(['/a.part', '/b.part', '/c.part'])
  expect(flushes).toBe(2)
})

test('what is to be deleted in a moment is deleted no later than somebody waits for it, or the program ends', async () => {
  const { sweeper, state, doomed } = sweeperOver([here('/a.part')])
  sweeper.sweep()
  await sweeper.settled()
  doomed.set('/b.part', here('/b.part'))
  sweeper.sweepSoon()
  await sweeper.settled()
  expect(state.deleted).toEqual(['/a.part', '/b.part'])
  doomed.set('/c.part', here('/c.part'))
  sweeper.sweepSoon()
  await sweeper.close()
  expect(doomed.size).toBe(0)
})
