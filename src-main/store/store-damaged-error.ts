/** The file is no database, or no longer a whole one; it was not touched. */
export class StoreDamagedError extends Error {
  override readonly name = 'StoreDamagedError'
  /** SQLite's own. */
  readonly code: string

  private constructor(file: string, code: string, cause: Error) {
    super(
      `The list of downloads cannot be read, ${file} is damaged (${cause.message}). Move it away: the newest copy that is whole takes its place, or an empty list where there is none; what was downloaded stays.`,
      { cause },
    )
    this.code = code
  }

  /** What a look at the whole file has found. */
  static found(file: string, finding: string): StoreDamagedError {
    return new StoreDamagedError(file, 'SQLITE_CORRUPT', new Error(finding))
  }

  /** The error in words where it tells of a damaged file; any other as it is. */
  static explain(error: unknown, file: string): unknown {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return error
    return /^SQLITE_(NOTADB|CORRUPT)/.test(error.code) ? new StoreDamagedError(file, error.code, error) : error
  }
}
