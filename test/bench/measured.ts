import { readFile } from 'node:fs/promises'

/** What one run cost: seconds of wall and CPU time, and the most memory held at once, in bytes. */
export interface Cost {
  readonly wallSeconds: number
  readonly cpuSeconds: number
  readonly peakBytes: number
}

interface Reading {
  readonly cpuSeconds: number
  readonly peakBytes: number
}

/** Clock ticks a second that Linux counts CPU time in, proc(5). */
const ticksPerSecond = 100
/** A program that ends takes its memory with it; more looks would cost those that are measured a part of a core. */
const pollMs = 50

/** Reads what a process has used so far from proc(5); null where it is gone. */
async function read(pid: number): Promise<Reading | null> {
  try {
    const [stat, status] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile(`/proc/${pid}/status`, 'utf8')])
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = Number(fields[11]) + Number(fields[12])
    const kilobytes = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0)
    return { cpuSeconds: ticks / ticksPerSecond, peakBytes: kilobytes * 1_024 }
  } catch {
    return null
  }
}

/** Measures what a process does while `work` lasts; it may end with it. */
export async function measured(pid: number, work: () => Promise<unknown>): Promise<Cost> {
  const before = await read(pid)
  let last = before
  // A process that has ended but is not yet buried still tells its CPU time, and no memory any more.
  let peakBytes = before?.peakBytes ?? 0
  const look = async () => {
    last = (await read(pid)) ?? last
    peakBytes = Math.max(peakBytes, last?.peakBytes ?? 0)
  }
  const timer = setInterval(look, pollMs)
  const startedAt = performance.now()
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  const wallSeconds = (performance.now() - startedAt) / 1_000
  await look()
  return { wallSeconds, cpuSeconds: (last?.cpuSeconds ?? 0) - (before?.cpuSeconds ?? 0), peakBytes }
}

/** The median of each figure. */
export function medianOf(costs: readonly Cost[]): Cost {
  return {
    wallSeconds: medianOfNumbers(costs.map((cost) => cost.wallSeconds)),
    cpuSeconds: medianOfNumbers(costs.map((cost) => cost.cpuSeconds)),
    peakBytes: medianOfNumbers(costs.map((cost) => cost.peakBytes)),
  }
}

export function medianOfNumbers(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
