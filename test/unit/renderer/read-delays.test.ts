import { expect, test } from 'vitest'
import { readDelays } from '../../../src-renderer/features/settings/read-delays.ts'

test('delays are read as they may be written down', () => {
  expect(readDelays('10, 60, 360')).toEqual([10, 60, 360])
  expect(readDelays(' 5;15\n1440 ')).toEqual([5, 15, 1_440])
})

test.each(['', ' , ', '0', '10, x', '10, -5', '1.5', '43201', '1 2 3 4 5 6 7 8 9 10 11'])('%j is refused', (text) => {
  expect(readDelays(text)).toBeNull()
})
