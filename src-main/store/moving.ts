import type { Database } from 'better-sqlite3'
import type { Store } from '../queue/ports.ts'
import { positionOfJob } from './job-rows.ts'
import { placeBlockBits, placeGap } from './schema/places.ts'

/** The least distance between two places that is worth spreading jobs for. */
const leastStep = 2n ** 20n

/** Moving a job changes one row; only where many went into one gap, its neighbours are spread anew. */
export function createMoving(database: Database, transaction: Store['transaction']): Pick<Store, 'moveJob'> {
  const selectPosition = database.prepare<[string], number>(`SELECT ${positionOfJob} FROM jobs AS j WHERE j.id = ?`).pluck()
  const countJobs = database.prepare<[], number>('SELECT coalesce(sum(jobs), 0) FROM place_blocks').pluck()
  // Places exceed 2^53, so they stay bigints on their way through.
  const selectPlace = database
    .prepare<[{ position: number }], bigint>(
      `WITH ranked AS (SELECT block, jobs, sum(jobs) OVER (ORDER BY block) - jobs AS before FROM place_blocks),
            target AS (SELECT block, before FROM ranked WHERE before < @position AND before + jobs >= @position)
       SELECT place FROM jobs WHERE place >= (SELECT block << ${placeBlockBits} FROM target)
       ORDER BY place LIMIT 1 OFFSET coalesce(@position - 1 - (SELECT before FROM target), 0)`,
    )
    .pluck()
    .safeIntegers()
  const updatePlace = database.prepare<[bigint, string]>('UPDATE jobs SET place = ? WHERE id = ?')
  const spread = database.prepare<[{ first: bigint; step: bigint; last: bigint }]>(
    `UPDATE jobs SET place = spread.place
     FROM (
       SELECT pk, @first + @step * (row_number() OVER (ORDER BY place) - 1) AS place
       FROM jobs WHERE place BETWEEN @first AND @last
     ) AS spread
     WHERE jobs.pk = spread.pk`,
  )

  const placeAt = (position: number): bigint | undefined => selectPlace.get({ position })

  /** A free place behind the job at a position (0: before all); null where the gap there is used up. */
  function freePlaceBehind(position: number): bigint | null {
    const before = position === 0 ? undefined : placeAt(position)
    const after = placeAt(position + 1)
    if (before === undefined) return (after ?? placeGap) - placeGap
    if (after === undefined) return before + placeGap
    const middle = (before + after) / 2n
    return middle > before && middle < after ? middle : null
  }

  /** Widens a gap that is used up by spreading its neighbours, as few as have room to spare between them. */
  function widenGap(position: number, jobs: number): void {
    for (let reach = 32; ; reach *= 8) {
      const from = Math.max(1, position - reach)
      const to = Math.min(jobs, position + reach)
      const first = placeAt(from)
      const last = placeAt(to)
      if (first === undefined || last === undefined || from === to) return
      const step = (last - first) / BigInt(to - from)
      const isWholeList = from === 1 && to === jobs
      if (step < leastStep && !isWholeList) continue
      spread.run({ first, step: isWholeList ? placeGap : step, last })
      return
    }
  }

  return {
    moveJob(id, position) {
      transaction(() => {
        const from = selectPosition.get(id)
        if (from === undefined) throw new Error(`There is no job ${id}.`)
        const jobs = countJobs.get() ?? 0
        const to = Math.min(Math.max(1, position), jobs)
        if (to === from) return
        const before = to < from ? to - 1 : to
        let place = freePlaceBehind(before)
        if (place === null) {
          widenGap(before, jobs)
          place = freePlaceBehind(before)
        }
        if (place === null) throw new Error('The places of the jobs could not be spread.')
        updatePlace.run(place, id)
      })
    },
  }
}
