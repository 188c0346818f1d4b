import { expect, test } from 'vitest'
import { createSystemProxy } from '../../../src-main/electron/system-proxy.ts'

test('the system is asked through the session there is at that moment', async () => {
  const asked: string[] = []
  const proxy = createSystemProxy(() => ({
    resolveProxy: async (url) => {
      asked.push(url)
      return 'PROXY proxy.example:8080; DIRECT'
    },
  }))
  expect(await proxy.resolve('https://files.example')).toBe('PROXY proxy.example:8080; DIRECT')
  expect(asked).toEqual(['https://files.example'])
})
