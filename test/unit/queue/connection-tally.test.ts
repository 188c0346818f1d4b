import { expect, it } from 'vitest'
import { ConnectionTally } from '../../../src-main/queue/connection-tally.ts'

it('names the number of connections with which the most came', () => {
  const tally = new ConnectionTally()
  tally.count(1, 2_000_000)
  tally.count(2, 3_000_000)
  tally.count(4, 9_000_000)
  tally.count(2, 1_000_000)
  expect(tally.best).toBe(4)
})

it('names none where too little came to tell, or what came was thrown away', () => {
  const tally = new ConnectionTally()
  tally.count(4, 1_000_000)
  tally.count(4, -500_000)
  tally.count(0, 50_000_000)
  expect(tally.best).toBeNull()
})
