/** A worker at a look, once a second. */
export interface WorkerFacts {
  /** The share of the last second in which its thread was busy, 0–1. */
  readonly utilisation: number
  /** It has nothing to do. */
  readonly isIdle: boolean
  /** Another one could take over some of what it has. */
  readonly isDivisible: boolean
}

/** A thread that is busy for so much of its time keeps its sockets waiting. */
const busyUtilisation = 0.85
/** Looks in a row; a new worker costs a few tens of megabytes. */
const busyLooks = 3
const idleLooks = 30
/** After one has been let go, none is taken on for so long: it may have had nothing to do from the beginning. */
const restLooks = 120

/**
 * How many workers a machine is worth: one for one to three cores, two from four on, three from eight, four from
 * sixteen. The queue, the disk's threads, the system and the window need theirs too, and every worker its memory.
 */
export function mostWorkersFor(cores: number): number {
  return Math.min(4, Math.max(1, Math.floor(Math.log2(Math.max(1, cores)))))
}

/** Decides whether one worker more or less is warranted by load: pure but for what it remembers of the last looks. */
export class WorkerCount {
  readonly #most: number
  #busy = 0
  #idle = 0
  #rest = 0

  constructor(most: number) {
    this.#most = most
  }

  /** One look. More only where it helps: while one is idle it takes what comes next, and not all can be divided. */
  look(workers: readonly WorkerFacts[]): 'more' | 'fewer' | 'enough' {
    const someIdle = workers.some(({ isIdle }) => isIdle)
    const someBusy = workers.some(({ utilisation, isDivisible }) => utilisation >= busyUtilisation && isDivisible)
    this.#busy = someBusy && !someIdle ? this.#busy + 1 : 0
    this.#idle = someIdle && workers.length > 1 ? this.#idle + 1 : 0
    this.#rest = Math.max(0, this.#rest - 1)
    if (this.#busy >= busyLooks && this.#rest === 0 && workers.length < this.#most) {
      this.#busy = 0
      return 'more'
    }
    if (this.#idle < idleLooks) return 'enough'
    this.#idle = 0
    this.#rest = restLooks
    return 'fewer'
  }
}
