import type { Speeds } from '../../../src-preload/contract/index.ts'

/** How long one step is, and how many are kept. */
export const stepMs = 5_000
export const mostSteps = 720
const firstSteps = 8

/**
 * Mean speeds of one thing, step by step, for the last hour: only steps in which it ran. Takes eight bytes a step, and at
 * most 6 kB.
 */
export class SpeedTrail {
  #steps = new Uint32Array(firstSteps)
  #speeds = new Float32Array(firstSteps)
  /** Where the oldest stands, and how many there are. */
  #first = 0
  #count = 0

  /** The number of the last step, -1 without one. */
  get last(): number {
    return this.#count === 0 ? -1 : this.#at(this.#steps, this.#count - 1)
  }

  /** `step`: higher than the last one. */
  add(step: number, bytesPerSecond: number): void {
    if (this.#count === this.#steps.length && this.#count < mostSteps) this.#grow()
    const place = (this.#first + this.#count) % this.#steps.length
    this.#steps[place] = step
    this.#speeds[place] = bytesPerSecond
    if (this.#count < this.#steps.length) this.#count += 1
    else this.#first = (this.#first + 1) % this.#steps.length
  }

  /** `now`: the step of this moment; `timeOf`: seconds since the epoch at the end of a step. */
  speeds(now: number, timeOf: (step: number) => number): Speeds {
    const times: number[] = []
    const speeds: (number | null)[] = []
    let before = -1
    for (let index = 0; index < this.#count; index += 1) {
      const step = this.#at(this.#steps, index)
      if (step <= now - mostSteps) continue
      // A clock that fires late skips a number now and then; that is no pause.
      if (before >= 0 && step > before + 2) {
        times.push(timeOf(before + 1))
        speeds.push(null)
      }
      times.push(timeOf(step))
      speeds.push(Math.round(this.#at(this.#speeds, index)))
      before = step
    }
    return { stepSeconds: stepMs / 1_000, times, speeds }
  }

  /** Over the steps of the last hour in which it ran; null without one. */
  mean(now: number): number | null {
    let sum = 0
    let count = 0
    for (let index = 0; index < this.#count; index += 1) {
      if (this.#at(this.#steps, index) <= now - mostSteps) continue
      sum += this.#at(this.#speeds, index)
      count += 1
    }
    return count === 0 ? null : sum / count
  }

  #at(values: Uint32Array | Float32Array, index: number): number {
    return values[(this.#first + index) % values.length] ?? 0
  }

  /** Never while it has gone around: before that the oldest stands first. */
  #grow(): void {
    const length = Math.min(mostSteps, this.#steps.length * 2)
    const steps = new Uint32Array(length)
    const speeds = new Float32Array(length)
    steps.set(this.#steps)
    speeds.set(this.#speeds)
    this.#steps = steps
    this.#speeds = speeds
  }
}
