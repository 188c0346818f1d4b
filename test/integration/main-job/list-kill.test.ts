import { expect, it } from 'vitest'
import { listChaosRun } from '../../support/chaos/list/list-run.ts'

it('has the list as it last confirmed it when it is killed in the middle of each kind of change to it', async () => {
  const { problems, unanswered } = await listChaosRun({ kills: 14, seed: 20_261_122 })
  expect(problems).toEqual([])
  expect(unanswered).toBeGreaterThan(1)
}, 120_000)
