import type { Overview, Slots, Throughput } from '../../src-preload/contract/index.ts'
import type { Client } from './transport.ts'

/** What an overview asks. A question that gets no answer is answered with null. */
export type OverviewCommands = ReturnType<typeof createOverviewCommands>

export function createOverviewCommands({ client }: { readonly client: Pick<Client, 'overview'> }) {
  const asked = <Answer>(request: Promise<Answer>): Promise<Answer | null> => request.catch(() => null)
  return {
    overview: (): Promise<Overview | null> => asked(client.overview.get()),
    throughput: (span: Throughput['span']): Promise<Throughput | null> => asked(client.overview.throughput({ span })),
    slots: (): Promise<Slots | null> => asked(client.overview.slots()),
  }
}
