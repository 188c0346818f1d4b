import { hostOf, pageProblem } from './answer-problems.ts'
import type { DiskFile } from './disk-file.ts'
import { statusProblem } from './failure-of.ts'
import type { Answer, HttpClient } from './http-client.ts'
import type { Representation } from './judge.ts'
import { type Judged, request, type Source } from './requester.ts'
import type { SegmentMap } from './segments.ts'
import { isSameRepresentation } from './validator.ts'

/** So much of the end of what a segment has is compared. */
const sampleBytes = 65_536
/** Of a file in more pieces, so many are looked at, evenly spread. */
const mostSamples = 16

interface Sample {
  readonly start: number
  /** Inclusive. */
  readonly end: number
}

export interface ProofFacts {
  readonly client: HttpClient
  readonly source: Source
  readonly file: Pick<DiskFile, 'read'>
  readonly map: SegmentMap
  /** Of the address that the bytes came from. */
  readonly known: Representation
  readonly signal: AbortSignal
  readonly onWaiting: (isWaiting: boolean) => void
}

/**
 * Whether an address leads to the file of which bytes are on disk, though they came from another address, whose
 * validators need not be those of this one (RFC 9110 §8.8.3: a tag belongs to its resource). The size has to be the
 * same, and then the validator, or else the last bytes of each piece on disk. Returns the representation under which
 * the file goes on; null where it is another file, or where that cannot be seen. Throws a Problem where the server
 * does not answer with the file.
 */
export async function proveSame(facts: ProofFacts): Promise<Representation | null> {
  const { known, map, file } = facts
  let proved: Representation = { ...known, validator: null }
  for (const sample of samplesOf(map)) {
    const judged = await askFor(sample, proved, facts)
    if (judged === null) return null
    const { verdict, head, answer } = judged
    if (verdict.kind !== 'part') return null
    if (isSameRepresentation(known.validator, head.validator)) {
      answer.body.destroy()
      return { ...known, validator: head.validator }
    }
    const expected = Buffer.alloc(sample.end - sample.start + 1)
    await file.read(expected, 0, expected.length, sample.start)
    if (!(await startsWith(answer, expected, verdict.end - sample.start + 1, facts))) return null
    proved = { ...known, bytesTotal: verdict.bytesTotal, validator: head.validator }
  }
  return proved
}

/** The ends of what is on disk. */
function samplesOf(map: SegmentMap): readonly Sample[] {
  const pieces = map.all.filter((segment) => segment.written > segment.start)
  const step = Math.max(1, pieces.length / mostSamples)
  return Array.from({ length: Math.min(pieces.length, mostSamples) }, (_, number) => pieces[Math.floor(number * step)])
    .filter((piece) => piece !== undefined)
    .map(({ start, written }) => ({ start: Math.max(start, written - sampleBytes), end: written - 1 }))
}

/** The answer to a request for a sample, its body unread; null where it is none, which shows another file or no ranges. */
async function askFor(sample: Sample, proved: Representation, facts: ProofFacts): Promise<Judged | null> {
  const { client, source, signal, onWaiting } = facts
  const judged = await request(client, source, { ...sample, isRanged: true }, proved, { hasBytes: true, signal, onWaiting })
  const { verdict, answer, retryAfterMs } = judged
  if (verdict.kind === 'part') return judged
  answer.body.destroy()
  if (verdict.kind === 'page') throw pageProblem(source.url)
  if (verdict.kind === 'refused') {
    throw statusProblem(verdict.status, {
      retryAfterMs,
      hasBytes: true,
      host: hostOf(source.url),
      session: answer.session,
    })
  }
  return null
}

/** Whether a body brings these bytes, or so many of them as it announced; a body that breaks off is a Problem. */
async function startsWith(
  { body, broken }: Answer,
  expected: Buffer,
  announced: number,
  { signal, onWaiting }: ProofFacts,
): Promise<boolean> {
  const abort = () => body.destroy()
  const pieces: AsyncIterable<Buffer> = body
  const wanted = expected.subarray(0, announced)
  let position = 0
  signal.addEventListener('abort', abort, { once: true })
  try {
    for await (const bytes of pieces) {
      onWaiting(true)
      const part = wanted.subarray(position, position + bytes.length)
      if (!bytes.subarray(0, part.length).equals(part)) return false
      position += part.length
      if (position === wanted.length) return true
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : broken(error)
  } finally {
    signal.removeEventListener('abort', abort)
    body.destroy()
  }
  throw signal.aborted ? signal.reason : broken(null)
}
