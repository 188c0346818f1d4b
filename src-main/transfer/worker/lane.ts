import type { Readable } from 'node:stream'
import type { BodyPump, OnDisk } from './body-pump.ts'
import type { Place } from './host-load.ts'
import type { Mirror } from './mirrors.ts'
import { Stopped } from './problem.ts'
import type { Judged } from './requester.ts'
import { remainingOf, type Segment } from './segments.ts'

/** A connection that is given up is read for so long at most. */
const longestDrainMs = 50

/** An answer with the segment it goes into. */
export interface LaneAnswer {
  readonly judged: Judged
  /** The answer's body, decoded where it came in a coding. */
  readonly body: Readable
  readonly segment: Segment
  /** Bytes at the beginning of the body that are on disk already. */
  readonly skipBytes: number
  /** Those bytes, where only they can prove that the file is still the same. */
  readonly onDisk: OnDisk | null
}

/** The answer that opened the episode. */
export interface Lead extends LaneAnswer {
  /** What counts its connection. */
  readonly place: Place
}

/** One connection of a download, which fetches one segment after another. */
export interface Lane {
  readonly number: number
  readonly mirror: Mirror
  readonly controller: AbortController
  segment: Segment | null
  pump: BodyPump | null
  /** When the present request began, for the wait for its head. */
  waitingSince: number
  /** What has arrived is still taken until then; null while the connection is wanted. */
  givenUpUntil: number | null
  /** Settles when the connection is closed or free; never rejects. */
  over: Promise<void>
}

/** Closes a connection; one whose answer is on its way is given the time to bring it. */
export function giveUp(lane: Lane): void {
  if (lane.givenUpUntil !== null) return
  lane.givenUpUntil = performance.now() + longestDrainMs
  if (lane.pump !== null) lane.pump.giveUp(longestDrainMs)
  else setTimeout(() => lane.pump ?? lane.controller.abort(new Stopped()), longestDrainMs)
}

/** Which of them are more than `most`: what still waits for a head first, then what has most to do. */
export function surplusOf(lanes: readonly Lane[], most: number): readonly Lane[] {
  const workOf = (lane: Lane) => (lane.pump === null ? Infinity : lane.segment === null ? 0 : remainingOf(lane.segment))
  const byWork = lanes.toSorted((one, other) => workOf(other) - workOf(one) || other.number - one.number)
  return byWork.slice(0, Math.max(0, lanes.length - most))
}
