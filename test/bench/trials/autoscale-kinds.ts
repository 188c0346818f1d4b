import type { ServerNature } from '../../support/limited-server/nature.ts'

/** A kind of server, and the fixed numbers of slots that are tried against the automatic one. */
export interface ServerKind {
  readonly name: string
  readonly nature: Partial<ServerNature>
  readonly files: number
  /** Numbers that are tried besides the usual ones: the one that a hidden limit would be met with exactly. */
  readonly alsoFixed: readonly number[]
}

const small = { fileBytes: 100_000, answerMs: 80 }
const largeFiles = 400
const smallFiles = 30_000

export const serverKinds: readonly ServerKind[] = [
  { name: 'per-connection', nature: { perConnection: 250_000, inAll: 5_000_000 }, files: largeFiles, alsoFixed: [] },
  { name: 'per-host', nature: { inAll: 4_000_000 }, files: largeFiles, alsoFixed: [] },
  {
    name: 'hidden-429',
    nature: { perConnection: 300_000, most: { answers: 12, status: 429, retryAfter: null } },
    files: largeFiles,
    alsoFixed: [12],
  },
  {
    name: 'hidden-429-retry-after',
    nature: { perConnection: 200_000, most: { answers: 21, status: 429, retryAfter: 20 } },
    files: largeFiles,
    alsoFixed: [21],
  },
  { name: 'small', nature: { ...small, perConnection: 250_000, inAll: 3_000_000 }, files: smallFiles, alsoFixed: [] },
  {
    name: 'small-hidden-429',
    nature: { ...small, perConnection: 250_000, most: { answers: 10, status: 429, retryAfter: null } },
    files: smallFiles,
    alsoFixed: [10],
  },
  {
    name: 'lossy',
    nature: { perConnection: 400_000, inAll: 5_000_000, pauseEveryBytes: 1_000_000, resetEveryBytes: 20_000_000 },
    files: largeFiles,
    alsoFixed: [],
  },
  { name: 'busy-503', nature: { perConnection: 300_000, inAll: 6_000_000, busyFrom: 12 }, files: largeFiles, alsoFixed: [12] },
  { name: 'slow-under-load', nature: { ...small, slowFrom: 10, inAll: 2_500_000 }, files: smallFiles, alsoFixed: [10] },
]
