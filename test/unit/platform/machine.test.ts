import { uptime } from 'node:os'
import { afterEach, expect, test, vi } from 'vitest'
import { createMachine } from '../../../src-main/platform/machine.ts'

vi.mock('node:os', async (original) => ({ ...(await original<typeof import('node:os')>()), uptime: vi.fn() }))
const asked = vi.mocked(uptime)
afterEach(() => asked.mockReset())

test('the machine’s uptime is told in milliseconds', () => {
  asked.mockReturnValue(12.5)
  expect(createMachine().uptimeMs()).toBeCloseTo(12_500, 3)
})

test('where it cannot be asked for a moment it goes on with the monotonic clock, and nothing jumps', () => {
  const machine = createMachine()
  asked.mockReturnValue(500_000)
  const before = machine.uptimeMs()
  asked.mockImplementation(() => {
    throw new Error('too many open files')
  })
  const meanwhile = machine.uptimeMs() - before
  expect(meanwhile).toBeGreaterThanOrEqual(0)
  expect(meanwhile).toBeLessThan(1_000)
})
