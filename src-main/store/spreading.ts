import type { Database } from 'better-sqlite3'

/** Places from one up to another. */
interface Range {
  readonly first: bigint
  readonly last: bigint
}

interface Spread extends Range {
  /** The place of the first of them. */
  readonly begin: bigint
  readonly step: bigint
}

/** Where jobs may come back to what was done is undone: those places lie among the others and are spread with them. */
const keptPlaces = ['shelved_jobs', 'undo_jobs'] as const
const between = 'place BETWEEN @first AND @last'

/** Spreads places evenly, in their order. */
export function createSpreading(database: Database) {
  const count = database
    .prepare<[Range], number>(
      `SELECT ${['jobs', ...keptPlaces].map((table) => `(SELECT count(*) FROM ${table} WHERE ${between})`).join(' + ')}`,
    )
    .pluck()
  database.exec('CREATE TEMP TABLE IF NOT EXISTS spread_places (old_place INTEGER PRIMARY KEY, place INTEGER NOT NULL) STRICT')
  const clear = database.prepare<[]>('DELETE FROM temp.spread_places')
  // Each place once: what shares one, such as a job and where it may come back to, shares the new one.
  const find = database.prepare<[Spread]>(
    `INSERT INTO temp.spread_places (old_place, place)
     SELECT place, @begin + @step * (row_number() OVER (ORDER BY place) - 1)
     FROM (${['jobs', ...keptPlaces].map((table) => `SELECT place FROM ${table} WHERE ${between}`).join(' UNION ')})`,
  )
  const move = (['jobs', ...keptPlaces] as const).map((table) =>
    database.prepare<[Range]>(
      `UPDATE ${table} SET place = (SELECT place FROM temp.spread_places WHERE old_place = ${table}.place) WHERE ${between}`,
    ),
  )

  return {
    /** How many places are there at most. */
    count: (range: Range) => count.get(range) ?? 0,
    run(spread: Spread): void {
      const { first, last } = spread
      clear.run()
      find.run(spread)
      for (const statement of move) statement.run({ first, last })
    },
  }
}
