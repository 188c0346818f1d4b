import type { DocumentAnswer, DocumentOrder, Documents, Log } from '../queue/ports.ts'

/** A document for a thread that waits for it: an answer whatever happens, or null once nobody waits any more. */
export async function fetchedDocument(
  { documents, log }: { readonly documents: Documents; readonly log: Log },
  order: DocumentOrder,
  signal: AbortSignal,
): Promise<DocumentAnswer | null> {
  try {
    return await documents.fetch(order, signal)
  } catch (error) {
    if (signal.aborted) return null
    log.error('a document could not be fetched', { error: String(error) })
    const failure = { code: 'INTERNAL', message: 'The document could not be fetched.', params: {} } as const
    return { kind: 'failed', failure, transient: false, retryAfterMs: null }
  }
}
