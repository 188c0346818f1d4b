import { afterEach, beforeEach, describe } from 'vitest'
import { Mounts } from './mounts.ts'

/** Calling {@link setUpMounts} gives each test of the file file systems of its own. */
export let mounts: Mounts

const refusal = Mounts.refusal()

export function setUpMounts(): void {
  beforeEach(() => {
    mounts = new Mounts()
  })
  afterEach(() => {
    mounts.close()
  })
}

/** Tests that mount something; left out where that is not possible, with the reason in their name. */
export function describeWithMounts(name: string, tests: () => void): void {
  describe.skipIf(refusal !== null)(refusal === null ? name : `${name} (left out: ${refusal})`, tests)
}
