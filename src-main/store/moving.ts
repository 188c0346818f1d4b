import type { Database } from 'better-sqlite3'
import type { JobPlace, Store } from '../queue/ports.ts'
import { positionOfJob } from './job-rows.ts'
import { placeBlockBits, placeGap } from './schema/places.ts'
import { createSpreading } from './spreading.ts'

/** The least distance between two places that is worth spreading jobs for. */
const leastStep = 2n ** 20n
const leastPlace = -(2n ** 63n)
const greatestPlace = 2n ** 63n - 1n

/** Moving jobs changes their rows; only where many went into one gap, its neighbours are spread anew. */
export function createMoving(
  database: Database,
  transaction: Store['transaction'],
): Pick<Store, 'moveJob' | 'moveJobs' | 'jobsInOrder'> & {
  /** Puts a job at a place that it had before; in front of who is there now. */
  readonly putAt: (id: string, place: bigint) => void
} {
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
  const spread = createSpreading(database)

  const selectMoving = database
    .prepare<[string], string>('SELECT id FROM jobs WHERE id IN (SELECT value FROM json_each(?)) ORDER BY place')
    .pluck()
  const selectPlaceOf = database.prepare<[string], bigint>('SELECT place FROM jobs WHERE id = ?').pluck().safeIntegers()
  const selectStaying = (which: string) =>
    database
      .prepare<[{ place: bigint; moving: string }], bigint>(
        `SELECT place FROM jobs WHERE id NOT IN (SELECT value FROM json_each(@moving)) AND ${which} LIMIT 1`,
      )
      .pluck()
      .safeIntegers()
  const selectFrom = selectStaying('place >= @place ORDER BY place')
  const selectUpTo = selectStaying('place <= @place ORDER BY place DESC')
  const selectRank = database.prepare<[bigint], number>(`SELECT ${positionOfJob} FROM jobs AS j WHERE j.place = ?`).pluck()
  const selectAt = database.prepare<[bigint, string], string>('SELECT id FROM jobs WHERE place = ? AND id <> ? LIMIT 1').pluck()
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
      const isWholeList = from === 1 && to === jobs
      const range = isWholeList ? { first: leastPlace, last: greatestPlace } : { first, last }
      const step = (last - first) / BigInt(Math.max(1, spread.count(range) - 1))
      if (step < leastStep && !isWholeList) continue
      spread.run({ ...range, begin: first, step: isWholeList ? placeGap : step })
      return
    }
  }

  /** The places of the two that stay between which the others go; undefined at an end of the list. */
  function neighboursAt(to: JobPlace, moving: string): { lower?: bigint | undefined; upper?: bigint | undefined } {
    const from = (place: bigint) => selectFrom.get({ place, moving })
    const upTo = (place: bigint) => selectUpTo.get({ place, moving })
    if ('end' in to) return to.end === 'top' ? { upper: from(leastPlace) } : { lower: upTo(greatestPlace) }
    const place = selectPlaceOf.get('before' in to ? to.before : to.after)
    if (place === undefined) throw new Error('There is no such job to move to.')
    if ('before' in to) {
      const upper = from(place)
      return { lower: upTo(upper === undefined ? greatestPlace : upper - 1n), upper }
    }
    const lower = upTo(place)
    return { lower, upper: from(lower === undefined ? leastPlace : lower + 1n) }
  }

  /** The first place and the step for so many jobs; null where the gap there is used up. */
  function placesBetween(
    { lower, upper }: ReturnType<typeof neighboursAt>,
    jobs: bigint,
  ): { first: bigint; step: bigint } | null {
    if (lower === undefined) return { first: (upper ?? 0n) - placeGap * jobs, step: placeGap }
    if (upper === undefined) return { first: lower + placeGap, step: placeGap }
    const step = (upper - lower) / (jobs + 1n)
    return step === 0n ? null : { first: lower + step, step }
  }

  const moveJobs: Store['moveJobs'] = (ids, to) =>
    transaction(() => {
      const moving = JSON.stringify(ids)
      const inOrder = selectMoving.all(moving)
      const neighbours = neighboursAt(to, moving)
      let places = placesBetween(neighbours, BigInt(inOrder.length))
      if (places === null && neighbours.lower !== undefined) {
        widenGap(selectRank.get(neighbours.lower) ?? 1, countJobs.get() ?? 0)
        places = placesBetween(neighboursAt(to, moving), BigInt(inOrder.length))
      }
      if (places === null) throw new Error('The places of the jobs could not be spread.')
      for (const [at, id] of inOrder.entries()) updatePlace.run(places.first + places.step * BigInt(at), id)
      return inOrder.length
    })

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

    jobsInOrder: (ids) => selectMoving.all(JSON.stringify(ids)),

    moveJobs,

    putAt(id, place) {
      const other = selectAt.get(place, id)
      if (other === undefined) updatePlace.run(place, id)
      else moveJobs([id], { before: other })
    },
  }
}
