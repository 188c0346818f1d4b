import { safeName } from './safe-name.ts'

/** Deeper than this nobody files by hand, and some systems take no longer paths. */
const mostParts = 16
const mostCharacters = 4_096

/** A folder below another, with `/` between its parts, each a {@link safeName}: it never leads out of it. Null for none. */
export function safeFolder(wanted: string): string | null {
  const parts = wanted
    .slice(0, mostCharacters)
    .split(/[/\\]/)
    .map((part) => safeName(part))
    .filter((part) => part !== null)
    .slice(0, mostParts)
  const folder = parts.join('/')
  return folder === '' || folder.length > mostCharacters ? null : folder
}
