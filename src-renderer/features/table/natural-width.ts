import type { ColumnName } from '../../state/columns.ts'

/** Pixels that a column needs for all that is shown in it, its header too. */
export function naturalWidth(table: HTMLElement, column: ColumnName): number {
  const cells = [...table.querySelectorAll<HTMLElement>(`[data-column="${column}"]`)]
  // All at once, so that the page is laid out twice and not for each cell.
  for (const cell of cells) cell.style.width = 'max-content'
  const widths = cells.map((cell) => cell.getBoundingClientRect().width)
  for (const cell of cells) cell.style.removeProperty('width')
  return Math.ceil(Math.max(0, ...widths))
}
