import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SystemProxies } from '../../../../src-main/transfer/worker/system-proxies.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A system that answers each question with the same. */
function systemThatSays(answer: string | null) {
  const asked: string[] = []
  const proxies = new SystemProxies((askId, origin) => {
    asked.push(origin)
    queueMicrotask(() => proxies.found(askId, answer))
  })
  return { proxies, asked }
}

test('the system is asked for origins alone, and once in five seconds for each', async () => {
  const { proxies, asked } = systemThatSays('PROXY a:1')
  for (const path of ['/one?token=secret', '/two']) {
    expect(await proxies.of(new URL(path, 'https://me:pw@files.example:444'))).toMatchObject({ name: 'a:1' })
  }
  vi.advanceTimersByTime(5_001)
  await proxies.of(new URL('https://files.example:444/three'))
  expect(asked).toEqual(['https://files.example:444', 'https://files.example:444'])
})

test('a proxy that could not be reached comes after the next best for a minute', async () => {
  const { proxies } = systemThatSays('PROXY a:1; PROXY b:2; DIRECT')
  const url = new URL('http://files.example/')
  const first = await proxies.of(url)
  if (first == null) throw new Error('a proxy was expected')
  proxies.failed(first)
  expect(await proxies.of(url)).toMatchObject({ name: 'b:2' })
  vi.advanceTimersByTime(60_001)
  expect(await proxies.of(url)).toMatchObject({ name: 'a:1' })
})

test('the direct way is an answer, no system is none, and that is asked once', async () => {
  expect(await systemThatSays('DIRECT').proxies.of(new URL('http://a.example/'))).toBeNull()
  const { proxies, asked } = systemThatSays(null)
  for (const host of ['a', 'b', 'c']) expect(await proxies.of(new URL(`http://${host}.example/`))).toBeUndefined()
  expect(asked).toHaveLength(1)
})
