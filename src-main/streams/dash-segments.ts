import { addressOf, type ByteRange, type Piece, refuseTooMany } from './plan.ts'
import { StreamProblem } from './stream-problem.ts'
import { childOf, childrenOf, type Element } from './xml.ts'

/** How a representation says where its pieces lie (ISO/IEC 23009-1 §5.3.9). */
export interface Segments {
  readonly pieces: readonly Piece[]
  /** It is one file, whose pieces nobody has named. */
  readonly isOneFile: boolean
  /** What its own clock shows at the beginning of the period, in seconds; null where that is not said. */
  readonly clockAtStart: number | null
}

export interface SegmentFacts {
  /** Period, adaptation set and representation, the outermost first: what is inside goes before what is outside. */
  readonly levels: readonly Element[]
  readonly base: string
  /** Null where nobody says it. */
  readonly periodSeconds: number | null
  readonly representationId: string
  readonly bandwidth: number
}

interface Addressing {
  readonly attributes: Readonly<Record<string, string>>
  readonly child: (name: string) => Element | undefined
}

/** Throws a {@link StreamProblem}. */
export function segmentsOf(facts: SegmentFacts): Segments {
  const template = addressingOf(facts.levels, 'SegmentTemplate')
  const list = addressingOf(facts.levels, 'SegmentList')
  const base = addressingOf(facts.levels, 'SegmentBase')
  const found = template ?? list ?? base
  const timescale = positive(found?.attributes.timescale) ?? 1
  const offset = found?.attributes.presentationTimeOffset
  const clockAtStart = offset === undefined ? null : (whole(offset) ?? 0) / timescale
  if (template !== null) return { pieces: byTemplate(template, timescale, facts), isOneFile: false, clockAtStart }
  if (list !== null) return { pieces: byList(list, timescale, facts), isOneFile: false, clockAtStart }
  const file = pieceAt(facts.base, null, false, facts.periodSeconds ?? 0)
  return { pieces: [file], isOneFile: true, clockAtStart }
}

/** Whether nobody has named pieces of it. */
export function isOneFile(levels: SegmentFacts['levels']): boolean {
  return levels.every((level) => childOf(level, 'SegmentTemplate') === undefined && childOf(level, 'SegmentList') === undefined)
}

/** What all levels say of it together; null where none does. */
function addressingOf(levels: readonly Element[], name: string): Addressing | null {
  const said = levels.flatMap((level) => childOf(level, name) ?? [])
  if (said.length === 0) return null
  const attributes = Object.assign({}, ...said.map((element) => element.attributes)) as Record<string, string>
  return {
    attributes,
    child: (wanted) => said.toReversed().flatMap((element) => childOf(element, wanted) ?? [])[0],
  }
}

interface Timed {
  readonly number: number
  readonly time: number
  readonly seconds: number
}

function byTemplate(template: Addressing, timescale: number, facts: SegmentFacts): readonly Piece[] {
  const { media, initialization } = template.attributes
  if (media === undefined) throw new StreamProblem('malformed', { detail: 'SegmentTemplate' })
  const at = (pattern: string, timed: Timed | null) => addressOf(filled(pattern, timed, facts), facts.base)
  const initUrl = initialization === undefined ? undefined : at(initialization, null)
  const init = initUrl === undefined ? initOf(template, facts.base) : [pieceAt(initUrl, null, true, 0)]
  const times = timesOf(template, timescale, facts.periodSeconds)
  return [...init, ...times.map((timed) => pieceAt(at(media, timed), null, false, timed.seconds))]
}

function byList(list: Addressing, timescale: number, facts: SegmentFacts): readonly Piece[] {
  const named = facts.levels.toReversed().flatMap((level) => {
    const segmentList = childOf(level, 'SegmentList')
    return segmentList === undefined ? [] : [childrenOf(segmentList, 'SegmentURL')]
  })
  const urls = named.find((found) => found.length > 0) ?? []
  refuseTooMany(urls.length)
  const timeline = list.child('SegmentTimeline')
  const lengths = timeline === undefined ? [] : byTimeline(timeline, timescale, 1, facts.periodSeconds)
  const usual = (positive(list.attributes.duration) ?? 0) / timescale
  const pieces = urls.map(({ attributes: { media, mediaRange } }, index) => {
    const url = media === undefined ? facts.base : addressOf(media, facts.base)
    return pieceAt(url, rangeOf(mediaRange), false, lengths[index]?.seconds ?? usual)
  })
  return [...initOf(list, facts.base), ...pieces]
}

function initOf(addressing: Addressing, base: string): readonly Piece[] {
  const init = addressing.child('Initialization')?.attributes
  if (init === undefined) return []
  const url = init.sourceURL === undefined ? base : addressOf(init.sourceURL, base)
  return [pieceAt(url, rangeOf(init.range), true, 0)]
}

function timesOf(template: Addressing, timescale: number, periodSeconds: number | null): readonly Timed[] {
  const first = whole(template.attributes.startNumber) ?? 1
  const timeline = template.child('SegmentTimeline')
  if (timeline !== undefined) return byTimeline(timeline, timescale, first, periodSeconds)
  const duration = positive(template.attributes.duration)
  // Without a length for each there is one that plays all the time.
  if (duration === null) return [{ number: first, time: 0, seconds: periodSeconds ?? 0 }]
  const last = whole(template.attributes.endNumber)
  if (periodSeconds === null && last === null) throw new StreamProblem('malformed', { detail: 'duration' })
  const seconds = duration / timescale
  // Rounding makes a piece too many of a period that ends with one.
  const count = last === null ? Math.ceil((periodSeconds ?? 0) / seconds - 0.000_1) : last - first + 1
  refuseTooMany(count)
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({ number: first + index, time: index * duration, seconds }))
}

/** §5.3.9.6: `t` begins, `d` lasts, `r` repeats it so often, -1 until the next or the end of the period. */
function byTimeline(timeline: Element, timescale: number, first: number, periodSeconds: number | null): readonly Timed[] {
  const times: Timed[] = []
  const lines = childrenOf(timeline, 'S')
  let time = 0
  let begin: number | null = null
  for (const [index, { attributes }] of lines.entries()) {
    const duration = positive(attributes.d)
    if (duration === null) throw new StreamProblem('malformed', { detail: 'SegmentTimeline' })
    time = whole(attributes.t) ?? time
    begin ??= time
    const repeat = Number(attributes.r ?? 0)
    const next = whole(lines[index + 1]?.attributes.t)
    const end = next ?? (periodSeconds === null ? null : begin + periodSeconds * timescale)
    if (repeat < 0 && end === null) throw new StreamProblem('malformed', { detail: 'SegmentTimeline' })
    const count = repeat < 0 ? Math.ceil(((end ?? time) - time) / duration - 0.000_1) : Math.floor(repeat) + 1
    if (!Number.isFinite(count)) throw new StreamProblem('malformed', { detail: 'SegmentTimeline' })
    refuseTooMany(times.length + count)
    for (let repeated = 0; repeated < count; repeated++, time += duration) {
      times.push({ number: first + times.length, time, seconds: duration / timescale })
    }
  }
  return times
}

/** §5.3.9.4.4: identifiers between dollars, the numbers among them with a width where they name one. */
function filled(pattern: string, timed: Timed | null, { representationId, bandwidth }: SegmentFacts): string {
  return pattern.replace(
    /\$(?:(RepresentationID|Number|Bandwidth|Time)(?:%0(\d{1,2})d)?)?\$/g,
    (_, name?: string, width?: string) => {
      if (name === undefined) return '$'
      if (name === 'RepresentationID') return representationId
      const value = name === 'Bandwidth' ? bandwidth : name === 'Time' ? timed?.time : timed?.number
      return String(value ?? 0).padStart(Math.min(20, Number(width ?? 1)), '0')
    },
  )
}

function pieceAt(url: string, range: ByteRange | null, isInit: boolean, seconds: number): Piece {
  return { url, range, key: null, isInit, seconds }
}

function rangeOf(text: string | undefined): ByteRange | null {
  if (text === undefined) return null
  const [, from, to] = /^\s*(\d+)-(\d+)\s*$/.exec(text) ?? []
  const start = whole(from)
  const end = whole(to)
  if (start === null || end === null || end < start) throw new StreamProblem('malformed', { detail: 'range' })
  return { start, length: end - start + 1 }
}

function whole(text: string | undefined): number | null {
  if (text === undefined || !/^\s*\d+\s*$/.test(text)) return null
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : null
}

function positive(text: string | undefined): number | null {
  const value = whole(text)
  return value === null || value === 0 ? null : value
}
