import { type Candidate, type InspectInput, mostInspected } from '../../src-preload/contract/index.ts'
import { isRefusal, type Refusal, refuse } from '../queue/refusal.ts'
import type { InspectionDesk } from './inspection-desk.ts'
import type { InspectionEntry } from './inspection-entry.ts'

const pageLimit = 1_000

/** Begins an inspection and waits for its end. One that comes to nothing, or that nobody waits for any more, is forgotten. */
export async function wholeInspection(
  desk: InspectionDesk,
  input: InspectInput,
  signal: AbortSignal | undefined,
): Promise<InspectionEntry | Refusal> {
  const begun = desk.begin(input)
  if (isRefusal(begun)) return begun
  const entry = desk.find(begun.id)
  if (entry === null) return refuse('NOT_FOUND', { inspectionId: begun.id })
  const giveUp = () => desk.cancel(entry.id)
  if (signal?.aborted === true) giveUp()
  signal?.addEventListener('abort', giveUp, { once: true })
  await entry.ended()
  signal?.removeEventListener('abort', giveUp)
  if (entry.state === 'done') return entry
  desk.cancel(entry.id)
  if (entry.error === null) return refuse('CONFLICT', { state: entry.state })
  const { code, message, params } = entry.error
  return code === 'SOURCE_UNREADABLE'
    ? refuse(code, params)
    : refuse('SOURCE_UNREADABLE', { reason: 'failed', failure: { code, message, params } })
}

/** What was found first, read in pages, so that nothing else waits long for it. */
export async function firstCandidates(desk: InspectionDesk, inspectionId: string): Promise<Candidate[] | Refusal> {
  const candidates: Candidate[] = []
  while (candidates.length < mostInspected) {
    const page = await desk.candidates({
      inspectionId,
      filter: {},
      sort: 'index',
      order: 'asc',
      offset: candidates.length,
      limit: pageLimit,
    })
    if (isRefusal(page)) return page
    for (const { name: _, ...candidate } of page.items) candidates.push(candidate)
    if (candidates.length >= page.total) break
  }
  return candidates
}
