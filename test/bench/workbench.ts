import type { Nginx } from '../support/nginx.ts'
import type { Result } from './figures.ts'

/** What a case has to work with. */
export interface Workbench {
  readonly nginx: Nginx
  /** What nginx serves. */
  readonly served: string
  /** Runs of each contender where a machine's speed is compared with another program's. */
  readonly runs: number
  /** Gives a folder that is empty before and gone after the work. */
  readonly inFolder: <Outcome>(work: (folder: string) => Promise<Outcome>) => Promise<Outcome>
  /** Says to the person what is going on. */
  readonly say: (sentence: string) => void
}

/** Something that `npm run bench` can be asked for by its name. */
export interface Benchmark {
  readonly name: string
  readonly run: (workbench: Workbench) => Promise<Result>
}
