import type { VerifyAnswer } from '../../src-preload/contract/index.ts'
import { problemOf } from './problem.ts'
import type { Message } from './toasts.ts'
import type { Client } from './transport.ts'
import { nothingVerified, type Repaired, type Verified, withPage, withRepairs } from './verification.ts'
import type { ViewStore } from './view-store.ts'

/** Ids one request carries, as the contract has it. */
const idsPerRequest = 10_000
/** Repairs one answer waits for. */
const repairsPerRequest = 100

/** A look that takes less is through before anyone could read that it has begun. */
const patienceMs = 400

interface Parts {
  readonly client: Client
  readonly view: ViewStore
  readonly say: (message: Message) => void
}

/** Checking finished files on disk, and repairing what is damaged. */
export function createVerifyCommands({ client, view, say }: Parts) {
  async function eachPage(
    ids: { readonly jobIds?: string[]; readonly episodeIds?: string[] },
    repair: boolean,
    take: (page: VerifyAnswer) => void,
  ): Promise<void> {
    let after: string | null = null
    do {
      const page: VerifyAnswer = await client.verify({ ...ids, repair, ...(after === null ? {} : { after }) })
      take(page)
      after = page.next
    } while (after !== null)
  }

  return {
    /** Looks at all finished files among these; says that they are right, or shows which are not. */
    async verify(jobIds: readonly string[], episodeIds: readonly string[]): Promise<void> {
      const late = setTimeout(() => say({ kind: 'verifying' }), patienceMs)
      let found: Verified = nothingVerified
      const take = (page: VerifyAnswer) => {
        found = withPage(found, page)
      }
      try {
        for (const ids of slices(jobIds, idsPerRequest)) await eachPage({ jobIds: ids }, false, take)
        for (const ids of slices(episodeIds, idsPerRequest)) await eachPage({ episodeIds: ids }, false, take)
      } catch (error) {
        say({ kind: 'problem', problem: problemOf(error) })
        return
      } finally {
        clearTimeout(late)
      }
      if (found.checked === 0) say({ kind: 'nothingToVerify' })
      else if (found.wrong === 0) say({ kind: 'verified', found })
      // Never over something that is being filled in: then it is only said.
      else if (view.getState().dialog === null) view.setState({ dialog: { kind: 'verified', found } })
      else say({ kind: 'damaged', found })
    },
    async repair(episodeIds: readonly string[]): Promise<void> {
      say({ kind: 'repairing' })
      let done: Repaired = { repaired: 0, failed: 0, pending: 0 }
      try {
        for (const ids of slices(episodeIds, repairsPerRequest)) {
          await eachPage({ episodeIds: ids }, true, (page) => {
            done = withRepairs(done, page)
          })
        }
      } catch (error) {
        say({ kind: 'problem', problem: problemOf(error) })
      }
      if (done.repaired > 0) say({ kind: 'repaired', count: done.repaired })
      if (done.pending > 0) say({ kind: 'repairPending', count: done.pending })
      if (done.failed > 0) say({ kind: 'repairFailed', count: done.failed })
    },
  }
}

function slices(ids: readonly string[], length: number): string[][] {
  return Array.from({ length: Math.ceil(ids.length / length) }, (_, index) => ids.slice(index * length, (index + 1) * length))
}
