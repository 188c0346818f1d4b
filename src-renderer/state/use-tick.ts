import { useEffect, useState } from 'react'

/** A number that grows every so many milliseconds while it is wanted: something that changes by itself is to be asked again. */
export function useTick(everyMs: number, isWanted = true): number {
  const [tick, setTick] = useState(0)
  useEffect(() => {
    if (!isWanted) return
    const timer = setInterval(() => setTick((before) => before + 1), everyMs)
    return () => clearInterval(timer)
  }, [everyMs, isWanted])
  return tick
}
