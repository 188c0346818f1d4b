/** Bytes from `from` up to but without `to`. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** The same bytes, each once, in order. */
export function unionOf(stretches: readonly Stretch[]): Stretch[] {
  const union: { from: number; to: number }[] = []
  for (const { from, to } of stretches.toSorted((one, other) => one.from - other.from)) {
    const last = union.at(-1)
    if (to <= from) continue
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else union.push({ from, to })
  }
  return union
}

/** How many different bytes there are. */
export function bytesIn(stretches: readonly Stretch[]): number {
  return unionOf(stretches).reduce((sum, { from, to }) => sum + to - from, 0)
}

/** How many different bytes of `some` are in none of `others`. */
export function bytesOutside(some: readonly Stretch[], others: readonly Stretch[]): number {
  return bytesIn([...some, ...others]) - bytesIn(others)
}
