import type { SourceKind } from '../../src-preload/contract/index.ts'
import { dash } from './dash.ts'
import { feedSource } from './feed.ts'
import { hls } from './hls.ts'
import { importSource } from './import.ts'
import { metalinkSource } from './metalink.ts'
import { pageSource } from './page.ts'
import type { Material, Source } from './source.ts'
import { textSource } from './text.ts'

/** All sources, the choosier ones first: the first whose `matches` says yes has the material. */
const sources: readonly Source[] = [metalinkSource, hls, dash, feedSource, importSource, pageSource, textSource]

/** Who reads this; null where it is nothing but a file. `wanted`: what the person says it is. */
export function sourceFor(material: Material, wanted: SourceKind | undefined): Source | null {
  if (wanted !== undefined) return sources.find(({ kind }) => kind === wanted) ?? null
  return sources.find((source) => source.matches(material)) ?? null
}
