/** The table's element in the document: where the focus goes when what had it is gone. */
export const tableId = 'downloads'

export function focusTable(): void {
  const places = [tableId, 'overview', 'report', 'sessions', 'subscriptions']
  const place = places.map((id) => document.getElementById(id)).find((element) => element !== null)
  place?.focus({ preventScroll: true })
}
