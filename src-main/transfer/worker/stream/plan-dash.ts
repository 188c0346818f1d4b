import { chooseDash } from '../../../streams/choose-dash.ts'
import { readDash } from '../../../streams/dash.ts'
import type { Segments } from '../../../streams/dash-segments.ts'
import { type Piece, type Rendition, type Run, refuseTooMany, type StreamPlan } from '../../../streams/plan.ts'
import { parseContentRange } from '../content-range.ts'
import type { Asking } from './asking.ts'

/** A file in which nobody has named pieces is fetched in these. */
const fileStepBytes = 4_194_304

/** The pieces of a presentation's chosen tracks. Throws a {@link StreamProblem}, a {@link Problem}, or why it was aborted. */
export async function planDash(
  choices: readonly string[],
  { text, url }: { readonly text: string; readonly url: string },
  asking: Asking,
): Promise<StreamPlan> {
  const renditions: Rendition[] = []
  let found = 0
  for (const { kind, like, parts } of chooseDash(readDash(text, url), choices)) {
    const runs: Run[] = []
    for (const [epoch, { period, representation }] of parts.entries()) {
      const segments = representation.segments()
      const pieces = segments.isOneFile ? await stepsOf(segments, asking) : segments.pieces
      found += pieces.length
      refuseTooMany(found)
      runs.push({ epoch, startsAt: period.startsAt, clockAtStart: segments.clockAtStart, pieces })
    }
    const { language, name, bitsPerSecond } = like
    renditions.push({ kind, language, name: kind === 'audio' ? name : null, bitsPerSecond, runs })
  }
  return { renditions }
}

/** The steps in which a file is fetched; one that is all of it where its server knows no ranges. */
async function stepsOf({ pieces }: Segments, asking: Asking): Promise<readonly Piece[]> {
  const [file] = pieces
  if (file === undefined) return []
  const bytes = await sizeOf(file.url, asking)
  if (bytes === null) return [file]
  const steps = Math.ceil(bytes / fileStepBytes)
  refuseTooMany(steps)
  return Array.from({ length: steps }, (_, index) => {
    const start = index * fileStepBytes
    const length = Math.min(fileStepBytes, bytes - start)
    return { ...file, range: { start, length }, seconds: (file.seconds * length) / bytes }
  })
}

/** How large a file is; null where its server does not say so in answer to a range. */
async function sizeOf(url: string, asking: Asking): Promise<number | null> {
  let bytes: number | null = null
  await asking.fetch(
    { url, range: { start: 0, length: 1 }, isKnown: false },
    () => undefined,
    ({ status, headers }) => {
      bytes = status === 206 ? (parseContentRange(headers['content-range'])?.total ?? null) : null
    },
  )
  return bytes
}
