import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/** Milliseconds from one look at the event loop to the next, less the pause that was asked for. */
export interface LoopDelay {
  readonly p50Ms: number
  readonly p99Ms: number
  readonly mostMs: number
}

/** The least that Node can be asked for: short delays are not lost between two looks. */
const resolutionMs = 1
const file = process.env.LOOP_DELAY_FILE

if (isMainThread && file !== undefined) {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  const milliseconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs)
  process.on('SIGUSR2', () => {
    const told: LoopDelay = {
      p50Ms: milliseconds(histogram.percentile(50)),
      p99Ms: milliseconds(histogram.percentile(99)),
      mostMs: milliseconds(histogram.max),
    }
    histogram.reset()
    writeFileSync(file, `${JSON.stringify(told)}\n`)
  })
}
