import type { Database } from 'better-sqlite3'
import { LetterPairs } from './letter-pairs.ts'

const noteFunction = 'note_text'
/** A job with fewer texts is looked through as fast as it is passed over. */
const fewestTexts = 64
/** Notes of so many jobs take 5 MB. */
const mostJobs = 10_000

interface TextRow {
  readonly job: number
  readonly idx: number
  readonly text: string
}

/**
 * Notes of which letters stand side by side in the texts of each large job, so that a search passes over those that
 * cannot hold a word. They are made in slices from the list as it is, and kept true by triggers of this connection: each
 * text that comes or changes is added. They are never too strict: what goes, or is rolled back, merely stays noted.
 */
export class SearchNotes {
  readonly #jobs = new Map<number, LetterPairs>()
  readonly #texts: (job: number, idx: number, limit: number) => TextRow[]
  /** What was read last. */
  #place = { job: -1, idx: 0 }
  /** Of the job that is being read, from its first text on. */
  #begun: { readonly pairs: LetterPairs; texts: number } | null = null

  constructor(database: Database) {
    const texts = database.prepare<[number, number, number], TextRow>(
      'SELECT job, idx, text FROM texts WHERE (job, idx) > (?, ?) ORDER BY job, idx LIMIT ?',
    )
    this.#texts = (job, idx, limit) => texts.all(job, idx, limit)
    database.function(noteFunction, (job: number, text: string) => {
      this.#jobs.get(job)?.add(text)
      if (job === this.#place.job) this.#begun?.pairs.add(text)
      return null
    })
    database.exec(`
      CREATE TEMP TRIGGER text_added_note AFTER INSERT ON main.texts BEGIN SELECT ${noteFunction}(NEW.job, NEW.text); END;
      CREATE TEMP TRIGGER text_changed_note AFTER UPDATE ON main.texts BEGIN SELECT ${noteFunction}(NEW.job, NEW.text); END;
    `)
  }

  /** Reads at most `limit` texts that it has not read; returns whether there may be more. */
  read(limit: number): boolean {
    if (this.#jobs.size >= mostJobs) return false
    const rows = this.#texts(this.#place.job, this.#place.idx, limit)
    for (const { job, idx, text } of rows) {
      if (job !== this.#place.job) {
        this.#endJob()
        this.#begun = { pairs: new LetterPairs(), texts: 0 }
      }
      this.#place = { job, idx }
      // Of a job that was small when it was read only what came since would be noted.
      if (this.#begun === null) continue
      this.#begun.pairs.add(text)
      this.#begun.texts += 1
    }
    const isMore = rows.length === limit
    if (!isMore) this.#endJob()
    return isMore
  }

  /** Jobs in none of whose texts the word stands. */
  jobsWithout(word: string): number[] {
    const wanted = LetterPairs.of(word)
    return [...this.#jobs].filter(([, pairs]) => !pairs.mayHold(wanted)).map(([job]) => job)
  }

  #endJob(): void {
    if (this.#begun !== null && this.#begun.texts >= fewestTexts) this.#jobs.set(this.#place.job, this.#begun.pairs)
    this.#begun = null
  }
}
