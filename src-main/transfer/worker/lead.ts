import type { Readable } from 'node:stream'
import { decodedBody } from './content-coding.ts'
import type { Place } from './host-load.ts'
import type { Lead } from './lane.ts'
import type { Opening } from './opening.ts'
import { bytesIn } from './part-file.ts'
import type { OwnedFile } from './placing.ts'
import type { SegmentMap } from './segments.ts'

/** An opening whose answer brings bytes. */
export type Opened = Exclude<Opening, { kind: 'complete' }>

interface LeadFacts {
  readonly owned: OwnedFile | null
  readonly map: SegmentMap
  /** Bytes before the first missing one that were asked for again. */
  readonly overlap: number
  readonly place: Place
  /** What brings the answer's bytes. */
  readonly body: Readable
}

/** What an opened body has to do first: where its bytes belong, and which of them are on disk already and to be compared. */
export function leadOf({ kind, judged }: Opened, { owned, map, overlap, place, body: bytes }: LeadFacts): Lead {
  const segment = map.unheld()
  if (segment === null || owned === null) throw new Error('nothing to fetch or nowhere to put it')
  const { verdict } = judged
  const coding = verdict.kind === 'whole' ? verdict.coding : null
  const body: Readable = coding === null ? bytes : decodedBody(bytes, coding, owned.fileName)
  const skipBytes = kind === 'repeated' ? segment.received : kind === 'resumed' ? overlap : 0
  const isProved = verdict.kind === 'whole' && verdict.sameness === 'proved'
  const onDisk = isProved ? null : bytesIn(owned.file, segment.received - skipBytes)
  return { judged, place, body, segment, skipBytes, onDisk }
}
