/** The code of a system error, such as `ENOENT`; null for anything else that was thrown. */
export function errorCodeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
