import { isAbsolute, relative, sep } from 'node:path'

/** Whether a path is a folder or lies below it; both absolute, with all links followed. */
export function contains(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
