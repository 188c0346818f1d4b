import { isOneFile, type Segments, segmentsOf } from './dash-segments.ts'
import {
  addressOf,
  best,
  distinct,
  mostPlaylistBytes,
  type RenditionKind,
  type StreamChoice,
  type StreamSubtitles,
} from './plan.ts'
import { StreamProblem } from './stream-problem.ts'
import { childOf, childrenOf, type Element, readXml } from './xml.ts'

/** A representation of a period: one coding of one of its tracks. */
export interface Representation extends StreamChoice {
  /** Which adaptation set of its period it is of: codings of the same. */
  readonly set: number
  /** Where its pieces lie. Throws a {@link StreamProblem}. */
  readonly segments: () => Segments
}

export interface Period {
  /** In seconds of the presentation. */
  readonly startsAt: number
  readonly representations: readonly Representation[]
}

/** A presentation that is all there (MPEG-DASH, ISO/IEC 23009-1). Addresses in what comes out are absolute. */
export interface Presentation {
  readonly title: string | null
  readonly seconds: number | null
  /** Those that are files; of several periods none. */
  readonly subtitles: readonly StreamSubtitles[]
  readonly periods: readonly Period[]
}

const mostPeriods = 5_000
const mostRepresentations = 1_000

export function isDash(text: string): boolean {
  return /<(?:[A-Za-z0-9._-]{1,32}:)?MPD[\s>]/.test(text.slice(0, 4_096))
}

/** Throws a {@link StreamProblem} where nothing can be fetched by it: live, protected, malformed. */
export function readDash(text: string, url: string): Presentation {
  if (text.length > mostPlaylistBytes) throw new StreamProblem('tooLarge', { bytes: text.length })
  const mpd = readXml(text)
  if (mpd.name !== 'MPD') throw new StreamProblem('malformed', { detail: mpd.name.slice(0, 50) })
  if (mpd.attributes.type === 'dynamic') throw new StreamProblem('live')
  const elements = childrenOf(mpd, 'Period')
  if (elements.length > mostPeriods) throw new StreamProblem('tooMany', { found: elements.length, most: mostPeriods })
  const total = secondsOf(mpd.attributes.mediaPresentationDuration)
  const base = baseOf(mpd, url)
  const periods = timed(elements, total).map(({ period, startsAt, seconds }) => ({
    startsAt,
    representations: representationsOf(period, baseOf(period, base), seconds),
  }))
  const filled = periods.filter(({ representations }) => representations.length > 0)
  if (filled.length === 0) throw new StreamProblem('nothing')
  const information = childOf(mpd, 'ProgramInformation')
  const title = information === undefined ? undefined : childOf(information, 'Title')?.text.trim()
  const subtitles = elements.length === 1 ? elements.flatMap((period) => subtitlesOf(period, baseOf(period, base))) : []
  return { title: title === undefined || title === '' ? null : title.slice(0, 500), seconds: total, subtitles, periods: filled }
}

/** When each period begins and how long it lasts, by what it says and by its neighbours (§5.3.2.1). */
function timed(periods: readonly Element[], total: number | null) {
  const starts: number[] = []
  let next = 0
  for (const { attributes } of periods) {
    const startsAt = secondsOf(attributes.start) ?? next
    starts.push(startsAt)
    next = startsAt + (secondsOf(attributes.duration) ?? 0)
  }
  const first = starts[0] ?? 0
  return periods.map((period, index) => {
    const startsAt = starts[index] ?? 0
    const end = starts[index + 1] ?? (total === null ? null : total + first)
    const told = secondsOf(period.attributes.duration)
    const seconds = told ?? (end === null || end <= startsAt ? null : end - startsAt)
    return { period, startsAt: startsAt - first, seconds }
  })
}

function representationsOf(period: Element, base: string, periodSeconds: number | null): readonly Representation[] {
  const sets = childrenOf(period, 'AdaptationSet')
  const main = mainAudio(sets)
  const found: Representation[] = []
  for (const [set, element] of sets.entries()) {
    if (isTrickMode(element)) continue
    const setBase = baseOf(element, base)
    for (const representation of childrenOf(element, 'Representation')) {
      const kind = kindOf(element, representation)
      if (kind === null) continue
      if (isProtected(element) || isProtected(representation)) throw new StreamProblem('protected')
      const at = baseOf(representation, setBase)
      const levels = [period, element, representation]
      found.push(representationOf({ element, representation, kind, set, levels, at, periodSeconds }))
      if (found.length > mostRepresentations) {
        throw new StreamProblem('tooMany', { found: found.length, most: mostRepresentations })
      }
    }
  }
  return withDefaults(distinct(found), main)
}

function representationOf(of: {
  readonly element: Element
  readonly representation: Element
  readonly kind: RenditionKind
  readonly set: number
  readonly levels: readonly Element[]
  readonly at: string
  readonly periodSeconds: number | null
}): Representation {
  const { element, representation, kind, set, levels, at, periodSeconds } = of
  const said = { ...element.attributes, ...representation.attributes }
  const [width, height, bitsPerSecond] = [count(said.width), count(said.height), count(said.bandwidth)]
  const representationId = said.id ?? ''
  const label = childOf(element, 'Label')?.text.trim() || element.attributes.label
  const rate = bitsPerSecond === null ? '' : `${Math.round(bitsPerSecond / 1_000)} kbit/s`
  const name = kind === 'video' ? (height === null ? rate : `${height}p`) : [label ?? said.lang ?? '', rate].join(' ').trim()
  return {
    id: `${kind}:${representationId}`.slice(0, 190),
    kind,
    name: (name || representationId).slice(0, 200),
    language: kind === 'audio' ? (said.lang ?? null) : null,
    width,
    height,
    bitsPerSecond,
    isDefault: false,
    set,
    segments: () => segmentsOf({ levels, base: at, periodSeconds, representationId, bandwidth: bitsPerSecond ?? 0 }),
  }
}

function withDefaults(found: readonly Representation[], mainAudioSet: number): readonly Representation[] {
  const picture = best(found.filter(({ kind }) => kind === 'video'))
  const sound = best(found.filter(({ kind, set }) => kind === 'audio' && set === mainAudioSet))
  return found.map((one) => ({ ...one, isDefault: one === picture || one === sound }))
}

/** WebVTT in one file; what is cut into pieces is of formats that no player reads as a file. */
function subtitlesOf(period: Element, base: string): readonly StreamSubtitles[] {
  return childrenOf(period, 'AdaptationSet').flatMap((set) => {
    const [representation] = childrenOf(set, 'Representation')
    const type = representation?.attributes.mimeType ?? set.attributes.mimeType
    if (representation === undefined || type !== 'text/vtt') return []
    const url = baseOf(representation, baseOf(set, base))
    const language = set.attributes.lang ?? null
    return isOneFile([period, set, representation])
      ? [{ name: childOf(set, 'Label')?.text.trim() || (language ?? ''), language, url, isStream: false }]
      : []
  })
}

/** What is said to be the main one; otherwise the first that is no description or comment. */
function mainAudio(sets: readonly Element[]): number {
  const audio = [...sets.entries()].filter(([, set]) =>
    childrenOf(set, 'Representation').some((representation) => kindOf(set, representation) === 'audio'),
  )
  const hasRole = (set: Element, values: readonly string[]) =>
    [...childrenOf(set, 'Role'), ...childrenOf(set, 'Accessibility')].some(({ attributes }) =>
      values.includes(attributes.value ?? ''),
    )
  const main = audio.find(([, set]) => hasRole(set, ['main']))
  const usual = audio.find(([, set]) => !hasRole(set, ['description', 'commentary', 'alternate', '1', '2']))
  return (main ?? usual ?? audio[0])?.[0] ?? -1
}

function kindOf(set: Element, representation: Element): RenditionKind | null {
  const type = representation.attributes.mimeType ?? set.attributes.mimeType ?? set.attributes.contentType ?? ''
  if (/^video\b/i.test(type)) return 'video'
  return /^audio\b/i.test(type) ? 'audio' : null
}

/** Pictures for fast forward alone. */
function isTrickMode(set: Element): boolean {
  return [...childrenOf(set, 'EssentialProperty'), ...childrenOf(set, 'SupplementalProperty')].some(({ attributes }) =>
    (attributes.schemeIdUri ?? '').includes('trickmode'),
  )
}

function isProtected(element: Element): boolean {
  return childOf(element, 'ContentProtection') !== undefined
}

function baseOf(element: Element, base: string): string {
  const own = childOf(element, 'BaseURL')?.text.trim()
  return own === undefined || own === '' ? base : addressOf(own, base)
}

/** A duration of XML Schema, as far as it is one of days, hours, minutes and seconds. */
function secondsOf(text: string | undefined): number | null {
  const match = /^\s*P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,12}(?:\.\d{1,12})?)S)?)?\s*$/.exec(text ?? '')
  if (match === null) return null
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0))
  return ((days ?? 0) * 24 + (hours ?? 0)) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0)
}

function count(text: string | undefined): number | null {
  const value = text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 0
  return value > 0 ? value : null
}
