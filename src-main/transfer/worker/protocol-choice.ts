/** The protocols that a host may be spoken to in. */
export type Protocol = 'http/1.1' | 'http/2'

/** How long small files took over one protocol: sums of the logarithms of milliseconds, and of their squares. */
export interface Times {
  readonly count: number
  readonly sum: number
  readonly squares: number
}

/** How a host stands with HTTP/2. A value: each step returns the next. */
export interface Standing {
  /** `missing`: it is not offered. `broken`: it is, and nothing came over it. Null as long as nobody asked. */
  readonly support: 'offered' | 'missing' | 'broken' | null
  /** `watching`: HTTP/1.1 until a trial is worth it. `trying`: both in turn. `settled`: `used`, until it is time to look again. */
  readonly phase: 'watching' | 'trying' | 'settled'
  readonly used: Protocol
  /** Small files that came since the phase began. */
  readonly files: number
  /** Requests since the phase began. */
  readonly turns: number
  /** Requests over HTTP/2 that have no end yet, and when the first of them began. */
  readonly open: number
  readonly openedAt: number
  /** Whether an answer has come over HTTP/2 in this phase. */
  readonly isHeard: boolean
  /** Whether connections over HTTP/1.1 broke: the server may take only a few. */
  readonly isScarce: boolean
  /** When the first block of the phase was sent. */
  readonly warmAt: number
  /** When the first file of the phase was there, by protocol. */
  readonly firstEndedAt: Readonly<Record<Protocol, number | null>>
  /** Of this trial. */
  readonly times: Readonly<Record<Protocol, Times>>
  /** What a small file typically took in the last trial that came to an end, in milliseconds. */
  readonly typicalMs: Readonly<Record<Protocol, number>> | null
  /** Requests over HTTP/2 that broke, one begun after the other had broken, without a file between them. */
  readonly breaks: number
  readonly brokeAt: number
}

/**
 * The end of one request that counts: a small file came, the server refused, or nothing usable came. Times are
 * monotonic milliseconds.
 */
export interface Ended {
  readonly protocol: Protocol
  readonly beganAt: number
  readonly endedAt: number
  readonly how: 'came' | 'refused' | 'broke'
}

/** Answers up to this size are small: bound by the way there and back, and not by how much fits through it. */
export const smallBodyBytes = 1_048_576
/** So many small files have to come from a host before a trial is worth it. */
const filesBeforeTrial = 16
/** With so many measured times of each protocol a clear difference ends the trial, */
const fewTimes = 8
/** and with so many it ends anyway. */
const enoughTimes = 48
/** After so many small files both are tried again: networks and servers change. */
const filesBetweenTrials = 1_000
/** HTTP/2 has to take a tenth less: for less its one connection is not worth what it can lose. */
const worthwhile = Math.log(0.9)
/** What a failure costs besides its own time: the wait before the next try. */
const failureMs = 1_000
const mostBreaks = 3
/** A trial that comes to no end by then, because hardly an answer is that of a small file, is not worth going on with. */
const mostTurns = 640
/** So many in a row go over the same protocol, so that it is mostly alone while it is measured. */
const blockTurns = 16
/** So long others wait for the first request over HTTP/2. */
const longestWaitMs = 3_000

const noTimes: Times = { count: 0, sum: 0, squares: 0 }
const freshPhase = {
  files: 0,
  turns: 0,
  isHeard: false,
  warmAt: Infinity,
  firstEndedAt: { 'http/1.1': null, 'http/2': null },
} as const

/** A host of which nothing is known. */
export const unknownStanding: Standing = {
  ...freshPhase,
  support: null,
  phase: 'watching',
  used: 'http/1.1',
  open: 0,
  openedAt: Infinity,
  isScarce: false,
  typicalMs: null,
  times: { 'http/1.1': noTimes, 'http/2': noTimes },
  breaks: 0,
  brokeAt: -Infinity,
}

/** What the next request is to be sent over, where its answer may be small; a number is the milliseconds to wait for that. */
export function protocolFor(standing: Standing, now: number): Protocol | number {
  const { phase, support, used, openedAt, isScarce, turns } = standing
  if (support === 'missing' || support === 'broken') return 'http/1.1'
  if (phase !== 'trying') return used
  if (!isAheadOut(standing)) return isOdd(Math.floor(turns / blockTurns)) ? 'http/1.1' : 'http/2'
  // Where connections are few, those of the others would take the place of the new one.
  const waitMs = openedAt + longestWaitMs - now
  return isScarce && waitMs > 0 ? waitMs : 'http/1.1'
}

/** A server may offer HTTP/2 and then say nothing: one request goes ahead, and the others follow when it has an answer. */
function isAheadOut({ isHeard, open }: Standing): boolean {
  return !isHeard && open > 0
}

/** A request was sent over a protocol. */
export function begun(standing: Standing, protocol: Protocol, now: number): Standing {
  if (standing.phase === 'trying' && isAheadOut(standing)) return standing
  const turns = standing.turns + 1
  const warmAt = turns <= blockTurns ? Infinity : Math.min(standing.warmAt, now)
  if (protocol === 'http/1.1') return { ...standing, turns, warmAt }
  const openedAt = standing.open === 0 ? now : standing.openedAt
  return { ...standing, turns, warmAt, open: standing.open + 1, openedAt }
}

/** A request ended in a way that says nothing: it was given up, or its answer was not that of a small file. */
export function passedOver(standing: Standing, protocol: Protocol): Standing {
  return protocol === 'http/2' ? { ...standing, open: Math.max(0, standing.open - 1) } : standing
}

/** An answer came over HTTP/2. */
export function heard(standing: Standing): Standing {
  const { support, isHeard } = standing
  if (support === 'missing' || support === 'broken' || (support === 'offered' && isHeard)) return standing
  return { ...standing, support: 'offered', isHeard: true }
}

/** HTTP/2 is not for this host. */
export function closed(standing: Standing, support: 'missing' | 'broken'): Standing {
  return { ...settled(standing, 'http/1.1'), support }
}

/** A request ended in a way that counts. */
export function learnt(before: Standing, ended: Ended): Standing {
  const standing = { ...passedOver(before, ended.protocol), files: before.files + (ended.how === 'came' ? 1 : 0) }
  if (standing.support === 'missing' || standing.support === 'broken') return standing
  const watched = withBreaks(standing, ended)
  if (watched.breaks >= mostBreaks) return closed(watched, 'broken')
  if (watched.phase === 'trying') return judged(withTime(watched, ended))
  return isDue(watched) ? trial(watched) : watched
}

/** Where connections are few, HTTP/2 is worth the most: that is tried as soon as a file shows that the server serves any. */
function isDue({ phase, files, isScarce }: Standing): boolean {
  if (phase === 'settled') return files >= filesBetweenTrials
  return files >= (isScarce ? 1 : filesBeforeTrial)
}

function trial(standing: Standing): Standing {
  const isHeard = standing.used === 'http/2'
  // The connections of the protocol that was used so far are there already.
  const firstEndedAt = isHeard ? { 'http/1.1': null, 'http/2': -Infinity } : { 'http/1.1': -Infinity, 'http/2': null }
  return { ...standing, ...freshPhase, isHeard, firstEndedAt, phase: 'trying', times: unknownStanding.times }
}

function settled(standing: Standing, used: Protocol): Standing {
  return { ...standing, ...freshPhase, phase: 'settled', used }
}

/** What broke together is one break: all requests on a connection break with it. */
function withBreaks(standing: Standing, { protocol, how, beganAt, endedAt }: Ended): Standing {
  if (how === 'refused') return standing
  if (protocol === 'http/1.1') return how === 'broke' ? { ...standing, isScarce: true } : standing
  if (how === 'came') return { ...standing, breaks: 0 }
  return beganAt < standing.brokeAt ? standing : { ...standing, breaks: standing.breaks + 1, brokeAt: endedAt }
}

/**
 * The first block, and what began before the protocol's first file was there, went over connections that were just being
 * made: that says how a start goes, and not how it goes on. Logarithms, because one long wait among many short ones is not what is typical.
 */
function withTime(standing: Standing, { protocol, beganAt, endedAt, how }: Ended): Standing {
  const first = standing.firstEndedAt[protocol]
  if (how === 'came' && first === null) {
    return { ...standing, firstEndedAt: { ...standing.firstEndedAt, [protocol]: endedAt } }
  }
  if (how === 'came' && beganAt < Math.max(standing.warmAt, first ?? 0)) return standing
  const log = Math.log(Math.max(1, endedAt - beganAt + (how === 'came' ? 0 : failureMs)))
  const { count, sum, squares } = standing.times[protocol]
  const times = { count: count + 1, sum: sum + log, squares: squares + log * log }
  return { ...standing, times: { ...standing.times, [protocol]: times } }
}

function judged(standing: Standing): Standing {
  const { 'http/1.1': one, 'http/2': two } = standing.times
  const least = Math.min(one.count, two.count)
  if (standing.turns >= mostTurns) return settled(standing, 'http/1.1')
  if (least < fewTimes) return standing
  const difference = two.sum / two.count - one.sum / one.count
  const doubt = Math.sqrt(varianceOf(one) / one.count + varianceOf(two) / two.count)
  if (least < enoughTimes && Math.abs(difference) < 3 * doubt) return standing
  const isFaster = difference < Math.min(worthwhile, -2 * doubt)
  const typicalMs = { 'http/1.1': Math.exp(one.sum / one.count), 'http/2': Math.exp(two.sum / two.count) }
  return { ...settled(standing, isFaster ? 'http/2' : 'http/1.1'), typicalMs }
}

/** Never quite zero: a few times that happen to be equal prove little. */
function varianceOf({ count, sum, squares }: Times): number {
  return Math.max(0.01, (squares - (sum * sum) / count) / (count - 1))
}

/** The Thue-Morse sequence: as often odd as not, and in step with nothing else that comes and goes. */
function isOdd(number: number): boolean {
  let parity = 0
  for (let rest = number; rest > 0; rest >>>= 1) parity ^= rest & 1
  return parity === 1
}
