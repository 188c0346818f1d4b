import type { Inspection } from '../../src-preload/contract/index.ts'
import { type Answer, answerOf, problemIn } from './answer.ts'
import { withInspection, withoutInspection } from './inspections.ts'
import type { LiveStore } from './live-store.ts'
import type { Client } from './transport.ts'

type Input<Procedure extends (...input: never) => unknown> = NonNullable<Parameters<Procedure>[0]>
type Sources = Client['sources']

interface Parts {
  readonly client: { readonly sources: Omit<Sources, 'inspect'> }
  readonly live: LiveStore
}

/** What can be told and asked of inspections. Refusals are shown where they arose, so none becomes a toast. */
export type SourceCommands = ReturnType<typeof createSourceCommands>

export function createSourceCommands({ client: { sources }, live }: Parts) {
  /** An answer is newer than every event before it. */
  async function shown(request: Promise<Inspection>): Promise<Answer<Inspection>> {
    const answer = await answerOf(request)
    const { value } = answer
    if (value !== null) live.setState(({ inspections }) => ({ inspections: withInspection(inspections, value) }))
    return answer
  }

  return {
    begin: (input: Input<Sources['begin']>) => shown(sources.begin(input)),
    append: (inspectionId: string, text: string, isLast: boolean) => answerOf(sources.append({ inspectionId, text, isLast })),
    again: (input: Input<Sources['again']>) => shown(sources.again(input)),
    get: (inspectionId: string) => shown(sources.get({ inspectionId })),
    candidates: (query: Input<Sources['candidates']>) => answerOf(sources.candidates(query)),
    sizes: (inspectionId: string, indexes: readonly number[]) =>
      problemIn(sources.sizes({ inspectionId, indexes: [...indexes] })),
    /** What stands in the way, or null once all jobs are there. */
    add: (input: Input<Sources['add']>) => problemIn(sources.add(input)),
    /** Nobody wants it any more. Where that does not arrive it is forgotten after a while anyway. */
    async cancel(inspectionId: string): Promise<void> {
      await problemIn(sources.cancel({ inspectionId }))
      live.setState(({ inspections }) => ({ inspections: withoutInspection(inspections, inspectionId) }))
    },
  }
}
