import { safeName, splitName } from '../safe-name.ts'

/** What is being put together stands beside the part file until it takes its place; as long a name, so that it fits too. */
export const joinSuffix = '.join'

/** What the file that comes of a stream may be called; any other end is what its playlist is called by. */
const ownExtensions = new Set(['.mp4', '.m4v', '.m4a', '.ts'])
const playlistExtensions = new Set(['.m3u8', '.m3u', '.mpd', '.ism', '.isml', '.f4m', '.xml', '.php'])

/** The name of a stream's file by that of its playlist, or by what the person wants. Safe where `name` is. */
export function streamName(name: string): string {
  const { stem, extension } = splitName(name)
  const end = extension.toLowerCase()
  if (ownExtensions.has(end)) return name
  return safeName(playlistExtensions.has(end) ? `${stem}.mp4` : `${name}.mp4`) ?? name
}

/** The same where it became a transport stream after all. */
export function nameInContainer(name: string, container: 'mp4' | 'ts'): string {
  const { stem, extension } = splitName(name)
  const isTs = extension.toLowerCase() === '.ts'
  if (container === 'ts') return isTs ? name : `${stem}.ts`
  return isTs ? `${stem}.mp4` : name
}

/** Names under which a finished file may stand that was begun as `name`, without numbers. */
export function possibleNames(name: string): readonly string[] {
  return [...new Set([name, nameInContainer(name, 'mp4'), nameInContainer(name, 'ts')])]
}
