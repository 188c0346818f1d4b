import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { EarlyBody } from '../../../src-main/transfer/worker/early-body.ts'

const content = Buffer.from('a deed of a few words')

/** A body that brings what it is told to, and counts what is told of it. */
function bodyOf(bytesTotal = content.length) {
  const body = new Readable({ read: () => undefined })
  const early = new EarlyBody(body, bytesTotal)
  const told = { whole: 0 }
  early.whenWhole(() => {
    told.whole += 1
  })
  return { body, early, told }
}

test('all that came is there in one piece, and is told once', async () => {
  const { body, early, told } = bodyOf()
  body.push(content.subarray(0, 6))
  body.push(content.subarray(6))
  await turn()
  expect(told.whole).toBe(0)
  body.push(null)
  await turn()
  expect(told.whole).toBe(1)
  expect(early.settle()).toEqual(content)
})

test('whoever asks later is told at once', async () => {
  const { body, early } = bodyOf()
  body.push(content)
  body.push(null)
  await turn()
  let told = 0
  early.whenWhole(() => {
    told += 1
  })
  expect(told).toBe(1)
})

test('what has not come whole goes on from its first byte, and is told to nobody any more', async () => {
  const { body, early, told } = bodyOf()
  body.push(content.subarray(0, 4))
  await turn()
  body.push(content.subarray(4, 9))
  await turn()
  const rest = early.settle()
  expect(rest).toBe(body)
  body.push(content.subarray(9))
  body.push(null)
  expect(await buffer(body)).toEqual(content)
  expect(told.whole).toBe(0)
})

test('what ended too soon is no whole, and none of it is lost', async () => {
  const { body, early, told } = bodyOf(content.length + 1)
  body.push(content)
  body.push(null)
  await turn()
  const rest = early.settle()
  if (Buffer.isBuffer(rest)) throw new Error('it was taken for the whole')
  expect(await buffer(rest)).toEqual(content)
  expect(told.whole).toBe(0)
})

test('what is longer than it was said to be is read no further, and is no whole', async () => {
  const { body, early, told } = bodyOf(content.length - 1)
  body.push(content)
  await turn()
  expect(body.isPaused()).toBe(true)
  expect(Buffer.isBuffer(early.settle())).toBe(false)
  expect(told.whole).toBe(0)
})

test('one that breaks is broken for whoever reads on', async () => {
  const { body, early } = bodyOf()
  body.push(content.subarray(0, 4))
  await turn()
  body.destroy(new Error('cut'))
  await turn()
  const rest = early.settle()
  expect(rest).toBe(body)
  expect(body.errored?.message).toBe('cut')
})
