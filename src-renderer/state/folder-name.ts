/** The last part of a path, of either kind of system; the whole where it has only one. */
export function folderName(directory: string): string {
  return (
    directory
      .split(/[\\/]/)
      .filter((part) => part !== '')
      .at(-1) ?? directory
  )
}
