import { safeName, splitName } from '../safe-name.ts'

/** What is being put together stands beside the part file until it takes its place; as long a name, so that it fits too. */
export const joinSuffix = '.join'

/** What the file that comes of a stream may be called; any other end is what its playlist is called by. */
const ownExtensions = new Set(['.mp4', '.m4v', '.m4a', '.ts', '.vtt'])
const playlistExtensions = new Set(['.m3u8', '.m3u', '.mpd', '.ism', '.isml', '.f4m', '.xml', '.php'])

/** The name of a stream's file by that of its playlist, or by what the person wants. Safe where `name` is. */
export function streamName(name: string): string {
  const { stem, extension } = splitName(name)
  const end = extension.toLowerCase()
  if (ownExtensions.has(end)) return name
  return safeName(playlistExtensions.has(end) ? `${stem}.mp4` : `${name}.mp4`) ?? name
}

/** The same with the end that fits to what it became after all. */
export function nameInContainer(name: string, container: 'mp4' | 'ts' | 'vtt'): string {
  const { stem, extension } = splitName(name)
  const end = extension.toLowerCase()
  const isFilm = ownExtensions.has(end) && end !== '.ts' && end !== '.vtt'
  return end === `.${container}` || (container === 'mp4' && isFilm) ? name : `${stem}.${container}`
}

/** Names under which a finished file may stand that was begun as `name`, without numbers. */
export function possibleNames(name: string): readonly string[] {
  return [...new Set([name, ...(['mp4', 'ts', 'vtt'] as const).map((container) => nameInContainer(name, container))])]
}
