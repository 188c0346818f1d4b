/** The folder that an episode's file lies in: its job's, or `folder` below it. The job's own separator tells the platform. */
export function episodeFolder(directory: string, folder: string | null): string {
  return folder === null ? directory : joinedPath(directory, folder.replaceAll('/', separatorOf(directory)))
}

/** The queue knows no platform; the directory's own separator tells which one it is of. */
export function joinedPath(directory: string, name: string): string {
  const separator = separatorOf(directory)
  return directory.endsWith(separator) ? directory + name : directory + separator + name
}

function separatorOf(directory: string): '/' | '\\' {
  return directory.includes('\\') && !directory.includes('/') ? '\\' : '/'
}
