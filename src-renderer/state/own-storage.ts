/** What the window may keep for itself; null where its browser forbids it. */
export function ownStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}
