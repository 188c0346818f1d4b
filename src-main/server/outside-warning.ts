import { liesWithin } from '../platform/folders.ts'

/**
 * What to tell a person whose saved download folder is none of those that this start allows, as after the desktop app
 * or another start has chosen it; null where it is allowed. Nothing can be added there before they do something.
 */
export async function outsideWarning(downloadDirectory: string, allowed: readonly string[]): Promise<string | null> {
  // A folder that cannot be looked at is refused with its own reason once it is used.
  const isAllowed = await liesWithin(downloadDirectory, allowed).catch(() => true)
  if (isAllowed) return null
  return `The saved download folder ${downloadDirectory} is outside the folders that this start allows (${allowed.join(', ')}). To save there, start with --allow-dir "${downloadDirectory}"; otherwise choose another folder in the settings, or with --download-dir.`
}
