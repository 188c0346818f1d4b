import type { Stats } from '../../../src-preload/contract/index.ts'

export const cellKinds = ['running', 'draining', 'free', 'held'] as const
export type CellKind = (typeof cellKinds)[number]

/** How many slots are of each kind: held are those that are configured and cannot be used now. */
export function slotCells(
  slots: Pick<Stats['slots'], 'configured' | 'effective' | 'active' | 'draining'>,
): Readonly<Record<CellKind, number>> {
  const { configured, effective, active, draining } = slots
  return {
    running: Math.max(0, active - draining),
    draining,
    free: Math.max(0, effective - active),
    held: Math.max(0, configured - Math.max(effective, active)),
  }
}

/** One kind for each cell of the picture, in the order of the kinds. */
export function cellsInOrder(counts: Readonly<Record<CellKind, number>>): readonly CellKind[] {
  return cellKinds.flatMap((kind) => new Array<CellKind>(counts[kind]).fill(kind))
}

/** How large the cells are drawn, so that so many find room in a picture that keeps its size. */
export function cellSize(cells: number): 'large' | 'medium' | 'small' {
  if (cells <= 16) return 'large'
  return cells <= 64 ? 'medium' : 'small'
}
