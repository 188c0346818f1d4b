/** The table's element in the document: where the focus goes when what had it is gone. */
export const tableId = 'downloads'

export function focusTable(): void {
  const place = document.getElementById(tableId) ?? document.getElementById('report') ?? document.getElementById('sessions')
  place?.focus({ preventScroll: true })
}
