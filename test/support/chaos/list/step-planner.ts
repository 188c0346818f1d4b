import type { NewJob } from '../../../../src-preload/contract/index.ts'
import type { SeededRandom } from '../../seeded-random.ts'
import {
  adding,
  addingTo,
  type ExpectedList,
  holding,
  holdingAll,
  holdingMany,
  type ListedJob,
  moving,
  ranking,
  removing,
  type Step,
} from './list-model.ts'

/** Beyond so many jobs one goes for each that comes. */
const mostJobs = 60

/** What is undone depends on what was done. */
export type PlannedKind = Exclude<Step['kind'], 'undoing'>

/** Makes up what a person asks of a list. */
export class StepPlanner {
  readonly #random: SeededRandom
  readonly #small: string
  readonly #large: string
  #jobs = 0
  #files = 0

  /** Addresses of a small file and of one that takes a while. */
  constructor(random: SeededRandom, { small, large }: { readonly small: string; readonly large: string }) {
    this.#random = random
    this.#small = small
    this.#large = large
  }

  next(kind: PlannedKind, { jobs }: ExpectedList): Step {
    const known = jobs.filter(({ id }) => id !== null)
    const job = known.length === 0 ? null : this.#random.oneOf(known)
    if (job === null) return this.#added()
    switch (kind) {
      case 'adding':
        if (known.length > mostJobs) return removing(job)
        return this.#random.happens(0.7) ? this.#added() : addingTo(job, this.#episodes())
      case 'reordering':
        return this.#random.happens(0.7)
          ? moving(job, this.#random.between(1, jobs.length))
          : ranking(job, this.#random.between(-2, 2))
      case 'pausing':
        return this.#held(job, known)
      case 'removing':
        return removing(job)
    }
  }

  #held(job: ListedJob, known: readonly ListedJob[]): Step {
    if (this.#random.happens(0.2)) return holdingAll(this.#random.happens(0.4))
    const isPaused = this.#random.happens(0.5)
    return this.#random.happens(0.4)
      ? holdingMany(
          known.filter(() => this.#random.happens(0.5)),
          isPaused,
        )
      : holding(job, isPaused)
  }

  #added(): Step {
    this.#jobs += 1
    const more = { priority: this.#random.between(-1, 1), startPaused: this.#random.happens(0.2) }
    return adding({ title: `List ${this.#jobs}`, episodes: this.#episodes(), connections: 1, ...more })
  }

  #episodes(): NonNullable<NewJob['episodes']> {
    const isLarge = this.#random.happens(0.2)
    const count = isLarge ? 2 : this.#random.happens(0.15) ? 4_000 : this.#random.between(1, 60)
    return Array.from({ length: count }, () => {
      this.#files += 1
      return { url: isLarge ? this.#large : this.#small, fileName: `deed-${this.#files}.pdf` }
    })
  }
}
