/** Which slot each episode is drawn in; null is a free one. */
export type SlotPlaces = readonly (string | null)[]

/**
 * Keeps everyone where they are drawn: who is gone leaves a free place, and who comes takes the first one. Free places
 * stay in between as long as there are as many slots.
 */
export function slotPlaces(before: SlotPlaces, ids: readonly string[], slots: number): SlotPlaces {
  const present = new Set(ids)
  const places: (string | null)[] = before.map((id) => (id !== null && present.has(id) ? id : null))
  const placed = new Set(places)
  for (const id of ids) {
    if (placed.has(id)) continue
    const free = places.indexOf(null)
    if (free === -1) places.push(id)
    else places[free] = id
  }
  while (places.length < slots) places.push(null)
  // Slots that are no more go from the end, and only free ones.
  for (let at = places.length - 1; at >= 0 && places.length > Math.max(slots, ids.length); at -= 1) {
    if (places[at] === null) places.splice(at, 1)
  }
  return places
}
