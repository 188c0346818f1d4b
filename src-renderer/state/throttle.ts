/** A call that happens at once and then at most once per interval; what comes in between is done at its end. */
export interface Throttled {
  (): void
  cancel(): void
}

export function throttle(call: () => void, intervalMs: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWanted = false
  const end = () => {
    timer = undefined
    if (!isWanted) return
    isWanted = false
    run()
  }
  const run = () => {
    timer = setTimeout(end, intervalMs)
    call()
  }
  const throttled = () => {
    if (timer === undefined) run()
    else isWanted = true
  }
  return Object.assign(throttled, {
    cancel() {
      clearTimeout(timer)
      timer = undefined
      isWanted = false
    },
  })
}
