/** The table's element in the document: where the focus goes when what had it is gone. */
export const tableId = 'downloads'

export function focusTable(): void {
  document.getElementById(tableId)?.focus({ preventScroll: true })
}
