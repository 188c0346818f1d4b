import type { Period, Presentation, Representation } from './dash.ts'
import { best, type RenditionKind, type StreamChoice } from './plan.ts'

/** A track of the file to be: what of each period it is of. */
export interface ChosenTrack {
  readonly kind: RenditionKind
  readonly like: Representation
  readonly parts: readonly { readonly period: Period; readonly representation: Representation }[]
}

/** What can be chosen; periods repeat it. */
export function dashChoices({ periods }: Presentation): readonly StreamChoice[] {
  return periods[0]?.representations ?? []
}

/** `choices`: ids; the presentation's own defaults where none of a kind is among them, or there is none of that id any more. */
export function chooseDash(presentation: Presentation, choices: readonly string[]): readonly ChosenTrack[] {
  const wanted = new Set(choices)
  const all = presentation.periods[0]?.representations ?? []
  const pictures = all.filter(({ kind }) => kind === 'video')
  const picture = best(pictures.filter(({ id }) => wanted.has(id))) ?? best(pictures)
  const sounds = all.filter(({ kind }) => kind === 'audio')
  const named = sounds.filter(({ id }) => wanted.has(id))
  const sets = Map.groupBy(named.length > 0 ? named : sounds.filter(({ isDefault }) => isDefault), ({ set }) => set)
  const audio = [...sets.values()].flatMap((same) => best(same) ?? [])
  return [...(picture === undefined ? [] : [picture]), ...audio].map((like) => trackLike(like, presentation))
}

function trackLike(like: Representation, { periods }: Presentation): ChosenTrack {
  const parts = periods.flatMap((period) => {
    const representation = nearest(like, period)
    return representation === null ? [] : [{ period, representation }]
  })
  return { kind: like.kind, like, parts }
}

/** The same representation of another period; otherwise the one that comes closest to it. */
function nearest(like: Representation, { representations }: Period): Representation | null {
  const alike = representations.filter(({ kind }) => kind === like.kind)
  const same = alike.find(({ id, language }) => id === like.id && language === like.language)
  if (same !== undefined) return same
  const sameLanguage = alike.filter(({ language }) => language === like.language)
  const distance = ({ bitsPerSecond, height }: Representation) =>
    Math.abs((height ?? 0) - (like.height ?? 0)) * 1_000_000 + Math.abs((bitsPerSecond ?? 0) - (like.bitsPerSecond ?? 0))
  const byDistance = (sameLanguage.length > 0 ? sameLanguage : alike).toSorted((one, other) => distance(one) - distance(other))
  return byDistance[0] ?? null
}
