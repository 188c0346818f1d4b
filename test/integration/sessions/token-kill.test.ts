import { expect, it } from 'vitest'
import { tokenChaosRun } from '../../support/chaos/tokens/token-run.ts'

it('keeps a token that its server accepts, or asks for a sign-in, when it is killed while tokens are renewed', async () => {
  const { problems, accepted, lost, askedFor } = await tokenChaosRun({ kills: 6, seed: 20_261_122 })
  expect(problems).toEqual([])
  expect(accepted + lost).toBe(6)
  expect(askedFor).toBe(lost)
}, 120_000)
