import type { Ladder, LadderBounds, LadderFacts } from '../../src-main/queue/scaling/ladder.ts'
import { newLadder } from '../../src-main/queue/scaling/ladder.ts'
import { stepped } from '../../src-main/queue/scaling/ladder-step.ts'
import { type HostModel, SimulatedHost, tickMs } from './simulated-host.ts'

const runMs = 150_000
/** From then on the figures of the issue are measured. */
const fromMs = 30_000
const lookMs = 250
/** As the program does: what runs above the number is cut after so long. */
const graceMs = 3_000
/** Over so long a speed is taken. */
const speedMs = 5_000
const fixedNumbers = [1, 2, 4, 8, 12, 16, 24, 32, 48, 64]

export interface ScaledRun {
  /** Work done from the 30th second on, per second. */
  readonly rate: number
  /** The mean of the five seconds before each full second. */
  readonly speeds: readonly number[]
  /** The part of the time in which the number was above what the host bears. */
  readonly tooManyShare: number
  readonly ladder: Ladder
  /** Every number there was, with the time at which it began. */
  readonly numbers: readonly { readonly atMs: number; readonly number: number; readonly phase: Ladder['phase'] }[]
}

const workOf = (host: SimulatedHost) => host.bytes + 65_536 * host.files

/** Lets a ladder decide about a simulated host, from cold, for two and a half minutes of simulated time. */
export function scaledRun(model: HostModel, seed: number, bounds: LadderBounds): ScaledRun {
  const host = new SimulatedHost(model, seed)
  let ladder: Ladder | null = null
  let seenRefusals = 0
  let overSinceMs: number | null = null
  let tooManyMs = 0
  const work: number[] = []
  const numbers: { atMs: number; number: number; phase: Ladder['phase'] }[] = []
  for (let nowMs = 0; nowMs < runMs; nowMs += tickMs) {
    if (nowMs % lookMs === 0) {
      const refusals = host.refusals - seenRefusals
      seenRefusals = host.refusals
      // The refused one is there too until it is known to be refused.
      const inUse = host.inUse + Math.min(1, refusals)
      const { answerMs } = host
      const total = workOf(host)
      const seen = { nowMs, work: total, totalWork: total, inUse, answerMs, refusals, breaks: 0 }
      const facts: LadderFacts = { ...seen, isWanted: inUse >= (ladder?.number ?? 0), isLimited: false, isShared: false }
      ladder = ladder === null ? newLadder(facts, 4, null, bounds) : stepped(ladder, facts, bounds)
      const last = numbers.at(-1)
      if (last?.number !== ladder.number || last.phase !== ladder.phase) {
        numbers.push({ atMs: nowMs, number: ladder.number, phase: ladder.phase })
      }
      overSinceMs = host.inUse > ladder.number ? (overSinceMs ?? nowMs) : null
    }
    if (ladder === null) throw new Error('a look comes first')
    const isCut = overSinceMs !== null && nowMs - overSinceMs >= graceMs
    host.tick(ladder.number, isCut ? ladder.number : Infinity)
    if (ladder.number > (model.mostConnections ?? Infinity)) tooManyMs += tickMs
    work.push(workOf(host))
  }
  if (ladder === null) throw new Error('nothing was run')
  const at = (ms: number) => work[ms / tickMs - 1] ?? 0
  const speeds: number[] = []
  for (let ms = speedMs; ms <= runMs; ms += 1_000) speeds.push(((at(ms) - at(ms - speedMs)) * 1_000) / speedMs)
  return { rate: ((at(runMs) - at(fromMs)) * 1_000) / (runMs - fromMs), speeds, tooManyShare: tooManyMs / runMs, ladder, numbers }
}

/** What the best of many fixed numbers brings per second; none is above what the host bears. */
export function bestFixed(model: HostModel, seed: number): number {
  const most = model.mostConnections ?? Infinity
  const numbers = [...fixedNumbers.filter((number) => number <= most), ...(Number.isFinite(most) ? [most] : [])]
  return Math.max(...numbers.map((number) => fixedRate(model, seed, number)))
}

function fixedRate(model: HostModel, seed: number, number: number): number {
  const host = new SimulatedHost(model, seed)
  let before = 0
  for (let nowMs = 0; nowMs < runMs; nowMs += tickMs) {
    if (nowMs === fromMs) before = workOf(host)
    host.tick(number, Infinity)
  }
  return ((workOf(host) - before) * 1_000) / (runMs - fromMs)
}
