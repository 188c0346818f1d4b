import type { Attempt } from '../attempts.ts'

/** So much of a speed limit, and the limit is what decides. */
const limitShare = 0.85

/** Whether a speed is what its limit makes it; a limit of 0 is none. */
export function isAtLimit(bytesPerSecond: number, limit: number): boolean {
  return limit > 0 && bytesPerSecond >= limitShare * limit
}

/** Those that would bring no more with more connections: a limit of their own, their job's or their queue's is used up. */
export function heldByOwnLimits(attempts: readonly Attempt[], nowMs: number): ReadonlySet<Attempt> {
  const limited = attempts.filter(({ limits }) => limits.episodeSpeedLimit > 0 || limits.jobSpeedLimit > 0 || limits.queueLimit)
  if (limited.length === 0) return new Set()
  const speeds = new Map<string, number>()
  const add = (key: string, speed: number) => speeds.set(key, (speeds.get(key) ?? 0) + speed)
  for (const { jobId, queueId, meter } of attempts) {
    const speed = meter.bytesPerSecond(nowMs)
    add(`job ${jobId}`, speed)
    add(`queue ${queueId}`, speed)
  }
  const speedOf = (key: string) => speeds.get(key) ?? 0
  return new Set(
    limited.filter(
      ({ jobId, queueId, meter, limits }) =>
        isAtLimit(meter.bytesPerSecond(nowMs), limits.episodeSpeedLimit) ||
        isAtLimit(speedOf(`job ${jobId}`), limits.jobSpeedLimit) ||
        isAtLimit(speedOf(`queue ${queueId}`), limits.queueLimit?.bytesPerSecond ?? 0),
    ),
  )
}
