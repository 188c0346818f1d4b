import type { Database } from 'better-sqlite3'

/** After so many pages of 4 KiB: see {@link Checkpoints}. */
const pages = { usual: 4_000, often: 1_000 } as const

/**
 * How often the write-ahead log is copied into the database, which stops everyone for a moment. Usually seldom, because
 * the same pages come again and again. While slices of long work follow one another nearly every page is new, and what
 * is put off makes others wait for it as a whole: for some 50 ms where it is done seldom, and some 25 ms where often.
 */
export interface Checkpoints {
  /** To be said with each slice, and at the end of the work that it is over. */
  readonly follow: (work: 'slices' | 'over') => void
}

export function createCheckpoints(database: Database): Checkpoints {
  let present: number | null = null
  const follow: Checkpoints['follow'] = (work) => {
    const wanted = work === 'slices' ? pages.often : pages.usual
    if (wanted === present) return
    database.pragma(`wal_autocheckpoint = ${wanted}`)
    present = wanted
  }
  follow('over')
  return { follow }
}
