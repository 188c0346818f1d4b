interface JobPlace {
  readonly index: number
  attempts: number
}

/**
 * Where the speed limit of each job stands in the memory that all workers share. A job keeps its place after its last
 * attempt for as long as no other needs it: one small file after the other stays within the limit too.
 */
export class JobPlaces {
  /** The one used last at the end. */
  readonly #jobs = new Map<string, JobPlace>()
  readonly #most: number
  readonly #clear: (index: number) => void

  /** `clear`: a place goes to another job. */
  constructor(most: number, clear: (index: number) => void) {
    this.#most = most
    this.#clear = clear
  }

  /** The place of a job that has one more attempt. */
  enter(jobId: string): number {
    const place = this.#jobs.get(jobId) ?? { index: this.#free(), attempts: 0 }
    place.attempts++
    this.#jobs.delete(jobId)
    this.#jobs.set(jobId, place)
    return place.index
  }

  leave(jobId: string): void {
    const place = this.#jobs.get(jobId)
    if (place !== undefined) place.attempts--
  }

  #free(): number {
    if (this.#jobs.size < this.#most) return this.#jobs.size
    for (const [jobId, { index, attempts }] of this.#jobs) {
      if (attempts > 0) continue
      this.#jobs.delete(jobId)
      this.#clear(index)
      return index
    }
    throw new Error('more jobs at once than there are slots')
  }
}
