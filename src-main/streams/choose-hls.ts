import type { HlsAudio, HlsMaster, HlsVariant } from './hls.ts'
import { best } from './plan.ts'

/** Which of a stream's parts are fetched. */
export interface ChosenHls {
  readonly variant: HlsVariant
  /** Audio with pieces of its own; empty where the variant's pieces bring it. */
  readonly audio: readonly (HlsAudio & { readonly url: string })[]
}

/** `choices`: ids; the stream's own defaults where none of a kind is among them, or there is none of that id any more. */
export function chooseHls({ variants }: HlsMaster, choices: readonly string[]): ChosenHls {
  const wanted = new Set(choices)
  const variant = best(variants.filter(({ id }) => wanted.has(id))) ?? best(variants)
  if (variant === undefined) throw new Error('a master playlist without variants')
  const named = variant.audio.filter(({ id }) => wanted.has(id))
  const audio = named.length > 0 ? named : variant.audio.filter(({ isDefault }) => isDefault)
  return { variant, audio: audio.filter((rendition): rendition is HlsAudio & { url: string } => rendition.url !== null) }
}
