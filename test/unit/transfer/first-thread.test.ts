import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { FirstThread } from '../../../src-main/transfer/pool/first-thread.ts'
import { beginPlace, workerOf } from '../../support/worker-place.ts'

/** Counts in the shared memory which one it is and says so when it is asked anything; so many of them fail at once. */
const counting = (failures: 0 | 1) =>
  workerOf(`
    import { parentPort, workerData } from 'node:worker_threads'
    const number = 1 + Atomics.add(new Int32Array(workerData.memory), 0, 1)
    if (number <= ${failures}) throw new Error('a defect')
    parentPort.on('message', ({ kind }) => {
      if (kind === 'close') process.exit(0)
      parentPort.postMessage([{ kind: 'lost', attemptIds: [], message: 'thread ' + number }])
    })`)

/** What is answered at a place that has been given this thread. */
function answersOf(first: FirstThread): string[] {
  const answers: string[] = []
  const slot = beginPlace({
    workerUrl: first.workerUrl,
    first,
    common: { memory: first.memory.memory, place: 0, isAlone: true },
    onReport: (report) => answers.push(report.kind === 'lost' ? report.message : report.kind),
  })
  slot.post({ kind: 'dropCheck', checkId: 0 })
  return answers
}

test('the thread that was begun before there was a place for it is the one that works there, and is given once', async () => {
  const first = new FirstThread(counting(0), 1)
  const answers = answersOf(first)
  await expect.poll(() => answers).toEqual(['thread 1'])
  expect(first.take()).toBeNull()
})

test('a place whose thread died before it was taken begins one of its own', async () => {
  const begun = once(process, 'worker') as Promise<[Worker]>
  const first = new FirstThread(counting(1), 1)
  const [thread] = await begun
  await new Promise((resolve) => thread.once('exit', resolve))
  const answers = answersOf(first)
  await expect.poll(() => answers).toEqual(['thread 2'])
})

test.each([
  [1, true],
  [2, true],
  [3, true],
  [4, false],
])('with %i cores it is told whether another may ever come: alone %s', async (cores, isAlone) => {
  const telling = workerOf(`
    import { parentPort, workerData } from 'node:worker_threads'
    parentPort.once('message', () => parentPort.postMessage(workerData))`)
  const thread = new FirstThread(telling, cores).take()
  if (thread === null) throw new Error('it was taken already')
  thread.postMessage('?')
  const [common] = await once(thread, 'message')
  expect(common).toMatchObject({ place: 0, isAlone, memory: expect.any(SharedArrayBuffer) })
  await once(thread, 'exit')
})
