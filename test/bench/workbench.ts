import type { Nginx } from '../support/nginx.ts'
import type { Result } from './figures.ts'

/** What a case has to work with. */
export interface Workbench {
  readonly nginx: Nginx
  /** What nginx serves. */
  readonly served: string
  /** Runs of each contender where a machine's speed is compared with another program's. */
  readonly runs: number
  /** Which of a benchmark's own kinds are wanted; all where none is named. */
  readonly kinds: readonly string[]
  /**
   * Gives a folder that is empty before the work, and gone after it or with the whole bench. ext4 is slow to make files
   * for minutes where many were just deleted (`recently_deleted` in its ialloc.c), which would be the next run's loss.
   */
  readonly inFolder: <Outcome>(work: (folder: string) => Promise<Outcome>, gone?: 'at once' | 'at the end') => Promise<Outcome>
  /** Says to the person what is going on. */
  readonly say: (sentence: string) => void
}

/** Something that `npm run bench` can be asked for by its name. */
export interface Benchmark {
  readonly name: string
  readonly run: (workbench: Workbench) => Promise<Result>
  /** Takes so long that it is run only where it is asked for. */
  readonly isOnlyByName?: true
  /** What `--kind` may name. */
  readonly kinds?: readonly string[]
}
