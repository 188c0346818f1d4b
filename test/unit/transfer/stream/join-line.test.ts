import { expect, it } from 'vitest'
import { JoinLine } from '../../../../src-main/transfer/worker/stream/join-line.ts'

const never = new AbortController().signal

it('lets one after the other, in the order in which they came, whatever becomes of them', async () => {
  const line = new JoinLine()
  const told: string[] = []
  const first = Promise.withResolvers<void>()
  const runs = [
    line.inTurn(never, () => first.promise),
    line.inTurn(never, async () => void told.push('second')),
    line.inTurn(never, async () => void told.push('third')),
  ]
  await new Promise((resolve) => setImmediate(resolve))
  expect(told).toEqual([])
  first.reject(new Error('no'))
  await Promise.allSettled(runs)
  expect(told).toEqual(['second', 'third'])
})

it('is left at once by who is stopped, and keeps the place for nobody', async () => {
  const line = new JoinLine()
  const first = Promise.withResolvers<void>()
  const stopping = new AbortController()
  const running = line.inTurn(never, () => first.promise)
  const waiting = line.inTurn(stopping.signal, () => Promise.resolve('ran'))
  stopping.abort(new Error('stopped'))
  await expect(waiting).rejects.toThrow('stopped')
  first.resolve()
  await running
  expect(await line.inTurn(never, () => Promise.resolve('next'))).toBe('next')
})
