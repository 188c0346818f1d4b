import type { Inspection } from '../../src-preload/contract/index.ts'

/** Those that were told of, by id, the one told of last at the end. */
export type Inspections = ReadonlyMap<string, Inspection>

/** As many as the core keeps: those of others are told of too. */
const mostKept = 16

/** Puts in what was told; one that was cancelled is over for everybody. */
export function withInspection(inspections: Inspections, told: Inspection): Inspections {
  const next = new Map(inspections)
  next.delete(told.id)
  if (told.state !== 'cancelled') next.set(told.id, told)
  for (const id of [...next.keys()].slice(0, Math.max(0, next.size - mostKept))) next.delete(id)
  return next
}

export function withoutInspection(inspections: Inspections, id: string): Inspections {
  const next = new Map(inspections)
  next.delete(id)
  return next
}
