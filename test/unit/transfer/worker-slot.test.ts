import { expect, test } from 'vitest'
import { beginPlace, workerOf } from '../../support/worker-place.ts'

/** A worker that asks for a way by the number 1, tells what it was answered, and dies when a check is dropped. */
const asking = `
  import { parentPort } from 'node:worker_threads'
  parentPort.on('message', ({ kind, found }) => {
    if (kind === 'systemProxyFound') parentPort.postMessage([{ kind: 'lost', attemptIds: [], message: found }])
    else process.exit(kind === 'close' ? 0 : 1)
  })
  parentPort.postMessage([{ kind: 'systemProxyWanted', askId: 1, origin: 'http://a.example' }])`

test('what the system answers goes to the worker that asked, and not to the one that took its place', async () => {
  const questions: PromiseWithResolvers<string>[] = []
  const answers: string[] = []
  const slot = beginPlace({
    workerUrl: workerOf(asking),
    systemProxy: {
      resolve() {
        const question = Promise.withResolvers<string>()
        questions.push(question)
        return question.promise
      },
    },
    onReport: (report) => answers.push(report.kind === 'lost' ? report.message : report.kind),
  })
  await expect.poll(() => questions.length).toBe(1)
  slot.post({ kind: 'dropCheck', checkId: 0 })
  await expect.poll(() => questions.length).toBe(2)
  questions[0]?.resolve('PROXY old.example:1')
  await questions[0]?.promise
  questions[1]?.resolve('DIRECT')
  await expect.poll(() => answers).toEqual(['DIRECT'])
})
