import type { FailureSummary, LogEntry, Pace, Speeds, Strip, TransferDetails } from '../../src-preload/contract/index.ts'
import type { Client } from './transport.ts'

/** So many stretches a job is shown in: they fill three lines of the panel. */
export const shownBins = 120

/** What can be asked about the item that is looked at. Without an answer it is null: what is shown stays as it was. */
export type DetailsCommands = ReturnType<typeof createDetailsCommands>

export function createDetailsCommands({ client }: { readonly client: Pick<Client, 'details' | 'failures'> }) {
  const asked = <Answer>(request: Promise<Answer>): Promise<Answer | null> => request.catch(() => null)
  return {
    episodeSpeeds: (episodeId: string): Promise<Speeds | null> => asked(client.details.episodeSpeeds({ episodeId })),
    jobSpeeds: (jobId: string): Promise<Speeds | null> => asked(client.details.jobSpeeds({ jobId })),
    transfer: (episodeId: string): Promise<TransferDetails | null> => asked(client.details.transfer({ episodeId })),
    log: async (episodeId: string): Promise<readonly LogEntry[] | null> =>
      (await asked(client.details.log({ episodeId })))?.items ?? null,
    strip: (jobId: string): Promise<Strip | null> => asked(client.details.strip({ jobId, bins: shownBins })),
    pace: (jobId: string): Promise<Pace | null> => asked(client.details.pace({ jobId })),
    failures: (jobId: string): Promise<FailureSummary | null> => asked(client.failures.list({ jobIds: [jobId] })),
  }
}
